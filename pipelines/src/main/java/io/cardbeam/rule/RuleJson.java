package io.cardbeam.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rules and list entries as one line of JSON each, with times as {@code 2026-03-02T10:00:00Z}. */
public final class RuleJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULE_ID = "rule_id";
  private static final String LIST = "list";

  private RuleJson() {}

  /** The line of a record. */
  public static String write(RuleRecord record) {
    ObjectNode line = JSON.createObjectNode();
    if (record instanceof RuleRecord.OfRule rule) {
      write(rule.body(), line);
    } else if (record instanceof RuleRecord.OfList entry) {
      write(entry.body(), line);
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }

  private static void write(RuleVersion rule, ObjectNode line) {
    line.put(RULE_ID, rule.getRuleId())
        .put("version", rule.getVersion())
        .put("state", name(rule.getState()))
        .put("effective_from", rule.getEffectiveFrom().toString())
        .put("published_at", rule.getPublishedAt().toString())
        .put("action", name(rule.getAction()))
        .put("priority", rule.getPriority())
        .put("when", rule.getExpression())
        .put("reason_code", rule.getReasonCode())
        .put("reason", rule.getReasonText())
        .put("author", rule.getAuthor());
  }

  private static void write(ListEntry entry, ObjectNode line) {
    line.put(LIST, name(entry.getList()))
        .put("key", entry.getKey())
        .put("effective_from", entry.getEffectiveFrom().toString());
    if (entry.getUntil() != null) {
      line.put("until", entry.getUntil().toString());
    }
    line.put("listed", entry.getListed())
        .put("published_at", entry.getPublishedAt().toString())
        .put("note", entry.getNote());
  }

  /**
   * The record of a line.
   *
   * @throws IllegalArgumentException with what is wrong, if it is no such record
   */
  public static RuleRecord read(String text) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
    }
    if (line.hasNonNull(RULE_ID)) {
      return new RuleRecord.OfRule(rule(line));
    }
    if (line.hasNonNull(LIST)) {
      return new RuleRecord.OfList(entry(line));
    }
    throw new IllegalArgumentException("it has neither " + RULE_ID + " nor " + LIST);
  }

  private static RuleVersion rule(JsonNode line) {
    return new RuleVersion(
        text(line, RULE_ID),
        number(line, "version"),
        constant(line, "state", RuleState.values()),
        time(line, "effective_from"),
        time(line, "published_at"),
        constant(line, "action", RuleAction.values()),
        number(line, "priority"),
        text(line, "when"),
        text(line, "reason_code"),
        text(line, "reason"),
        line.path("author").asText(""));
  }

  private static ListEntry entry(JsonNode line) {
    return new ListEntry(
        constant(line, LIST, ListName.values()),
        text(line, "key"),
        time(line, "effective_from"),
        line.hasNonNull("until") ? time(line, "until") : null,
        line.path("listed").asBoolean(true),
        time(line, "published_at"),
        line.path("note").asText(""));
  }

  private static String text(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is missing or no text");
    }
    return value.textValue();
  }

  private static int number(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (!value.canConvertToInt()) {
      throw new IllegalArgumentException(field + " is missing or no whole number");
    }
    return value.intValue();
  }

  private static Instant time(JsonNode line, String field) {
    try {
      return Instant.parse(text(line, field));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          field + " is no time like 2026-03-02T10:00:00Z: " + text(line, field), e);
    }
  }

  private static <E extends Enum<E>> E constant(JsonNode line, String field, E[] values) {
    String wanted = text(line, field);
    return Arrays.stream(values)
        .filter(value -> name(value).equals(wanted.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + " is "
                        + wanted
                        + ", not one of "
                        + Arrays.stream(values)
                            .map(RuleJson::name)
                            .collect(Collectors.joining(", "))));
  }

  /** A constant as people write it, in lower case. */
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
