package io.cardbeam.wire;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.text.PlainText;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a rule or a list's entry must be beyond its schema before anything acts on it. Whether an
 * expression has sense, only what evaluates it can tell.
 */
public final class RuleChecks {
  /** Longest expression, characters. */
  public static final int MAX_EXPRESSION_CHARS = 2_000;

  /** Highest priority; its negative is the lowest. */
  public static final int MAX_PRIORITY = 1_000;

  private static final Pattern RULE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern REASON_CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private static final RecordTexts RULE_TEXTS =
      new RecordTexts(
          RuleVersion.getClassSchema(),
          (field, text) ->
              field.equals("expression")
                  ? PlainText.flawOfLines(text, MAX_EXPRESSION_CHARS)
                  : PlainText.flaw(text));
  private static final RecordTexts LIST_TEXTS =
      new RecordTexts(ListEntry.getClassSchema(), RecordTexts.INPUT);

  private RuleChecks() {}

  /**
   * Checks a record.
   *
   * @throws UnreadableRecordException with the first thing that is wrong
   */
  public static void check(RuleRecord record) throws UnreadableRecordException {
    FieldChecks.time(record.effectiveFromMillis(), "effective_from");
    FieldChecks.time(record.publishedAtMillis(), "published_at");
    if (record instanceof RuleRecord.OfRule rule) {
      check(rule.body());
    } else if (record instanceof RuleRecord.OfList entry) {
      check(entry.body());
    }
  }

  private static void check(RuleVersion rule) throws UnreadableRecordException {
    matches(
        RULE_ID, rule.getRuleId(), "BAD_RULE_ID", "rule id is not 1 to 64 of A-Z a-z 0-9 . _ -");
    matches(
        REASON_CODE,
        rule.getReasonCode(),
        "BAD_REASON_CODE",
        "reason code is not up to 64 of A-Z 0-9 _, a letter first");
    if (rule.getVersion() < 1) {
      throw new UnreadableRecordException(
          "BAD_VERSION", "version " + rule.getVersion() + " is below 1");
    }
    if (Math.abs((long) rule.getPriority()) > MAX_PRIORITY) {
      throw new UnreadableRecordException(
          "BAD_PRIORITY",
          "priority "
              + rule.getPriority()
              + " is not between -"
              + MAX_PRIORITY
              + " and "
              + MAX_PRIORITY);
    }
    FieldChecks.key(rule.getReasonText(), "NO_REASON", "reason text");
    if (rule.getExpression().isBlank() || rule.getExpression().length() > MAX_EXPRESSION_CHARS) {
      throw new UnreadableRecordException(
          "BAD_EXPRESSION",
          "expression has "
              + rule.getExpression().length()
              + " characters, not 1 to "
              + MAX_EXPRESSION_CHARS);
    }
    RULE_TEXTS.check(rule);
  }

  private static void check(ListEntry entry) throws UnreadableRecordException {
    switch (entry.getList()) {
      case ALLOW_CARD, BLOCK_CARD, SNOOZE_CARD -> FieldChecks.token(entry.getKey());
      case ALLOW_MERCHANT, BLOCK_MERCHANT ->
          FieldChecks.key(entry.getKey(), "NO_MERCHANT", "merchant id");
    }
    LIST_TEXTS.check(entry);
    Instant until = entry.getUntil();
    if (until != null) {
      FieldChecks.time(until.toEpochMilli(), "until");
      if (!until.isAfter(entry.getEffectiveFrom())) {
        throw new UnreadableRecordException(
            "BAD_TIME", "until " + until + " is not after " + entry.getEffectiveFrom());
      }
    }
  }

  private static void matches(Pattern pattern, String value, String code, String otherwise)
      throws UnreadableRecordException {
    if (!pattern.matcher(value).matches()) {
      throw new UnreadableRecordException(code, otherwise);
    }
  }
}
