package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.CategorySpending;
import io.cardbeam.billing.InterestCharge;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.PaymentDue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StoppedRequest;
import io.cardbeam.billing.StoppedRequests;
import io.cardbeam.billing.TransactionType;
import io.cardbeam.billing.YearToDate;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.Issuer;
import io.cardbeam.credit.PayoffEstimate;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A statement that was issued, as its document tells it. */
public final class IssuedDocument {
  /** Numbers as they are written: no amount passes through a binary fraction or 64 bits. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

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
    JsonNode document = tree(json);
    if (!document.path(StatementJson.ISSUE).isInt() || !document.has("closing_balance")) {
      throw new IOException("it is no statement: issue or closing_balance is missing");
    }
    IssuedDocument issued;
    try {
      issued = new IssuedDocument(asToday((ObjectNode) document));
      issued.lines();
      issued.issue();
      issued.minor("/closing_balance");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("a line or the correction is not readable: " + e.getMessage(), e);
    }
    return issued;
  }

  /**
   * A document as a tree, each number as it is written.
   *
   * @throws IOException if it is no JSON, or names a field twice
   */
  static JsonNode tree(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** One of a version that knew of no decided disputes or returned payments told of none. */
  private static ObjectNode asToday(ObjectNode document) {
    for (StatementSection section :
        List.of(StatementSection.RETURNED_PAYMENTS, StatementSection.DISPUTES)) {
      String name = StatementCounters.nameOf(section);
      if (!document.has(name)) {
        document.putArray(name);
        document.set(
            name + StatementJson.TOTAL, new MoneyJson(document.path("currency").asText()).of(0));
      }
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
            minorOf(correction.path("closing_balance_difference")),
            lines(correction.path(StatementJson.ADDED)),
            lines(correction.path(StatementJson.REMOVED)));
  }

  /** What it corrects of the issue before, as the document has it; missing in a first issue. */
  public JsonNode correction() {
    return document.path(StatementJson.CORRECTION);
  }

  /** Whether it tells that nothing is owed and nothing was booked, as a correction may. */
  public boolean isEmpty() {
    return minor("/opening_balance") == 0 && lines().isEmpty();
  }

  /**
   * The statement that it tells. Made into a document again it gives the same bytes, or it was
   * changed.
   *
   * @throws IOException if it tells none: a field is missing, or sums are not those of the lines
   */
  Statement statement() throws IOException {
    try {
      return new Statement(
          new CardAccount(text("card_token"), currency(), text("last_four"), text("cardholder")),
          new Issuer(text("issuer"), text("disputes_to")),
          new BillingCycle(
              LocalDate.parse(text("period_start")),
              LocalDate.parse(text("period_end")),
              LocalDate.parse(document.at("/payment/due_date").asText())),
          text("terms"),
          minor("/opening_balance"),
          lines(),
          minor("/closing_balance"),
          new InterestCharge(
              new BigDecimal(document.at("/interest_calculation/annual_percentage_rate").asText()),
              minor("/interest_calculation/balance_subject_to_interest"),
              minor("/interest_total")),
          new YearToDate(minor("/year_to_date/fees"), minor("/year_to_date/interest")),
          due(),
          spending(),
          stopped(),
          issue());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new IOException("it is no statement: " + e.getMessage(), e);
    }
  }

  private String text(String field) {
    return document.path(field).asText();
  }

  private PaymentDue due() {
    JsonNode payoff = document.at("/payment/by_minimum_payments");
    return new PaymentDue(
        minor("/payment/minimum"),
        minor("/payment/past_due"),
        minor("/payment/late_fee_up_to"),
        payoff.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new PayoffEstimate(payoff.path("months").asInt(), minorOf(payoff.path("total")))),
        minor("/payment/monthly_for_36_months"));
  }

  private List<CategorySpending> spending() {
    List<CategorySpending> spending = new ArrayList<>();
    for (JsonNode one : document.path("spending")) {
      spending.add(
          new CategorySpending(
              one.path("category").asText(),
              minorOf(one.path("purchases")),
              minorOf(one.path("usual"))));
    }
    return spending;
  }

  private StoppedRequests stopped() {
    List<StoppedRequest> first = new ArrayList<>();
    for (JsonNode one : document.path("stopped")) {
      first.add(
          new StoppedRequest(
              one.path("request_id").asText(),
              LocalDate.parse(one.path("date").asText()),
              Instant.parse(one.path("time").asText()),
              one.path("description").asText(),
              one.path("outcome").asText(),
              one.path("reason").asText(),
              minorOf(one)));
    }
    return new StoppedRequests(document.path("stopped_count").asInt(), first);
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
    long closing = minor("/closing_balance");
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
    return isNumber ? issued.decimalValue().compareTo(now.decimalValue()) == 0 : issued.equals(now);
  }

  private long minor(String pointer) {
    return minorOf(document.at(pointer));
  }

  /** Minor units of an amount, which are a whole number of 64 bits or nothing at all. */
  private static long minorOf(JsonNode amount) {
    JsonNode minor = amount.path("minor");
    if (!minor.isIntegralNumber() || !minor.canConvertToLong()) {
      throw new IllegalArgumentException(
          "minor is %s, which is no whole number of 64 bits"
              .formatted(minor.isMissingNode() ? "missing" : minor));
    }
    return minor.longValue();
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
              minorOf(line)));
    }
    return lines;
  }
}
