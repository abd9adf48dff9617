package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.published.RecordDecoder;
import io.cardbeam.rule.BadRuleException;
import io.cardbeam.wire.RecordKey;
import io.cardbeam.wire.RuleChecks;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the rules topic to records whose conditions are known to have sense. For use by one
 * thread.
 */
public final class RuleDecoder implements RecordDecoder<RuleRecord> {
  private static final byte[] NOTHING = {};

  private final WireCodec codec = new WireCodec();

  /**
   * The record in these bytes.
   *
   * @param key of the Kafka record
   * @param bytes its value; null is read as no bytes
   * @throws UnreadableRecordException as {@link WireCodec#decodeRule}, with WRONG_KEY if the key is
   *     not the rule's, or with BAD_EXPRESSION for a condition that is refused
   */
  @Override
  public RuleRecord decode(byte @Nullable [] key, byte @Nullable [] bytes)
      throws UnreadableRecordException {
    RuleRecord record = codec.decodeRule(bytes == null ? NOTHING : bytes);
    RecordKey.check(key, record.key(), "the rule id, or list and key,");
    check(record);
    return record;
  }

  /**
   * Checks a record that was kept as it is: its fields, and its condition.
   *
   * @throws UnreadableRecordException as {@link RuleChecks}, or with BAD_EXPRESSION for a condition
   *     that is refused
   */
  public static void checkStored(RuleRecord record) throws UnreadableRecordException {
    RuleChecks.check(record);
    check(record);
  }

  /**
   * Checks a record's condition.
   *
   * @throws UnreadableRecordException with BAD_EXPRESSION if it is refused
   */
  public static void check(RuleRecord record) throws UnreadableRecordException {
    if (record instanceof RuleRecord.OfRule rule) {
      try {
        DecisionRuleBook.empty().compiler().compile(rule.body().getExpression());
      } catch (BadRuleException e) {
        throw new UnreadableRecordException(
            "BAD_EXPRESSION",
            "rule " + rule.key() + ", " + e.line() + ":" + e.column() + ": " + e.reason());
      }
    }
  }
}
