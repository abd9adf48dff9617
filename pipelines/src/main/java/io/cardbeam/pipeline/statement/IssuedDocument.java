package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.TransactionType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A statement that was issued, as its document tells it. */
public final class IssuedDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What tells which issue it is, and not what is owed. */
  private static final Set<String> OF_THE_ISSUE =
      Set.of(StatementJson.ISSUE, StatementJson.CORRECTION);

  private final JsonNode document;

  private IssuedDocument(JsonNode document) {
    this.document = document;
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is not a statement's document
   */
  public static IssuedDocument of(byte[] json) throws IOException {
    JsonNode document;
    try {
      document = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!document.path(StatementJson.ISSUE).isInt()
        || !document.path("closing_balance").path("minor").isIntegralNumber()) {
      throw new IOException("it is no statement: issue or closing_balance is missing");
    }
    IssuedDocument issued;
    try {
      issued = new IssuedDocument(asToday((ObjectNode) document));
      issued.lines();
      issued.issue();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("a line or the correction is not readable: " + e.getMessage(), e);
    }
    return issued;
  }

  /** One of a version that knew of no decided disputes told of none. */
  private static ObjectNode asToday(ObjectNode document) {
    String disputes = StatementCounters.nameOf(StatementSection.DISPUTES);
    if (!document.has(disputes)) {
      document.putArray(disputes);
      document.set(
          disputes + StatementJson.TOTAL, new MoneyJson(document.path("currency").asText()).of(0));
    }
    return document;
  }

  /** Which issue of the cycle's statement it is. */
  public Issue issue() {
    JsonNode correction = document.path(StatementJson.CORRECTION);
    return correction.isMissingNode()
        ? Issue.FIRST
        : new Issue(
            number(),
            correction.path("closing_balance_difference").path("minor").asLong(),
            lines(correction.path(StatementJson.ADDED)),
            lines(correction.path(StatementJson.REMOVED)));
  }

  /** What it corrects of the issue before, as the document has it; missing in a first issue. */
  public JsonNode correction() {
    return document.path(StatementJson.CORRECTION);
  }

  /** Whether it tells that nothing is owed and nothing was booked, as a correction may. */
  public boolean isEmpty() {
    return document.at("/opening_balance/minor").asLong() == 0 && lines().isEmpty();
  }

  private List<StatementLine> lines() {
    List<StatementLine> all = new ArrayList<>();
    for (StatementSection section : StatementSection.values()) {
      all.addAll(lines(document.path(StatementCounters.nameOf(section))));
    }
    return all;
  }

  /** ISO 4217 code of its amounts. */
  public String currency() {
    return document.path("currency").asText();
  }

  private int number() {
    return document.path(StatementJson.ISSUE).asInt();
  }

  /**
   * Whether another tells all that this one does, be it as another issue; it may tell more, as a
   * later version of Cardbeam would.
   */
  public boolean isToldBy(IssuedDocument other) {
    return isWithin(document, other.document, OF_THE_ISSUE);
  }

  /** Whether a statement, as it is made now, tells all that this one does. */
  boolean isToldBy(Statement statement) {
    return isToldBy(new IssuedDocument(StatementJson.document(statement)));
  }

  /** The statement, as it is made now, as the issue that corrects this one. */
  Statement correctedBy(Statement statement) {
    List<StatementLine> before = lines();
    List<StatementLine> added = new ArrayList<>(statement.lines());
    added.removeAll(Set.copyOf(before));
    before.removeAll(Set.copyOf(statement.lines()));
    long closing = document.path("closing_balance").path("minor").asLong();
    return statement.as(
        new Issue(
            number() + 1,
            Math.subtractExact(statement.closingBalanceMinor(), closing),
            added,
            before));
  }

  private static boolean isWithin(JsonNode issued, JsonNode now, Set<String> beside) {
    if (issued.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = issued.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!beside.contains(field.getKey())
            && !isWithin(field.getValue(), now.path(field.getKey()), Set.of())) {
          return false;
        }
      }
      return now.isObject();
    }
    if (issued.isArray()) {
      if (issued.size() != now.size()) {
        return false;
      }
      for (int i = 0; i < issued.size(); i++) {
        if (!isWithin(issued.get(i), now.path(i), Set.of())) {
          return false;
        }
      }
      return now.isArray();
    }
    // Numbers that were read and those that were made may be of different width.
    boolean isNumber = issued.isNumber() && now.isNumber();
    return isNumber ? issued.asLong() == now.asLong() : issued.equals(now);
  }

  private static List<StatementLine> lines(JsonNode array) {
    List<StatementLine> lines = new ArrayList<>();
    for (JsonNode line : array) {
      lines.add(
          new StatementLine(
              TransactionType.valueOf(line.path("kind").asText()),
              line.path("transaction_id").asText(),
              LocalDate.parse(line.path("transaction_date").asText()),
              LocalDate.parse(line.path("posting_date").asText()),
              Instant.parse(line.path("time").asText()),
              line.path("description").asText(),
              line.path("category").asText(),
              line.path("minor").asLong()));
    }
    return lines;
  }
}
