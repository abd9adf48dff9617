package io.cardbeam.console.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.live.RequestsOnTrial;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random rows of every kind, in the books and as a list of what each figure must count. */
final class BooksOfMonths {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2025-11-29T00:00:00Z");
  private static final int DAYS = 120;
  private static final int EACH = 60;

  private final Random random;
  private final List<Counted> counted = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();
  private final Map<String, Counted> newestIssue = new HashMap<>();

  /** What a figure counts. */
  record Counted(
      BoardFigure figure, YearMonth month, String currency, String card, String id, long minor) {}

  private BooksOfMonths(Random random) {
    this.random = random;
  }

  /** Makes them and stores them by the books' own procedures. */
  static List<Counted> store(BooksOnTrial books, Random random) throws SQLException {
    BooksOfMonths months = new BooksOfMonths(random);
    for (Asked one : RequestsOnTrial.store(books, random)) {
      months.request(one);
    }
    for (int i = 0; i < EACH; i++) {
      months.payment("pay-" + i);
      months.exception("x-" + i);
    }
    for (int i = 0; i < EACH; i++) {
      months.statement();
    }
    months.counted.addAll(months.newestIssue.values());
    books.storeAll(months.kinds, months.documents);
    return months.counted;
  }

  private void request(Asked one) {
    boolean fraud = one.label().orElse(false);
    BoardFigure figure =
        switch (one.outcome()) {
          case APPROVED -> BoardFigure.APPROVED;
          case REFERRED -> BoardFigure.REFERRED;
          case DECLINED -> BoardFigure.DECLINED;
        };
    count(figure, one.time(), one.currency(), one.card(), one.id(), one.minor());
    if (one.alert()) {
      count(BoardFigure.ALERTS, one.time(), one.currency(), one.card(), one.id(), one.minor());
    }
    if (fraud) {
      count(
          one.outcome() == Outcome.APPROVED ? BoardFigure.FRAUD_MISSED : BoardFigure.FRAUD_CAUGHT,
          one.time(),
          one.currency(),
          one.card(),
          one.id(),
          one.minor());
    }
  }

  private void count(
      BoardFigure figure, Instant time, String currency, String card, String id, long minor) {
    YearMonth month = YearMonth.from(time.atZone(ZoneOffset.UTC));
    counted.add(new Counted(figure, month, currency, card, id, minor));
  }

  /** Some at the first instant of a month. */
  private Instant time() {
    return random.nextInt(8) == 0
        ? Instant.parse("2026-01-01T00:00:00Z")
        : FIRST.plusMillis(random.nextLong(DAYS * 86_400_000L));
  }

  private void payment(String id) {
    Instant time = time();
    String currency = pick("USD", "EUR");
    long minor = 1L + random.nextInt(90_000);
    String card = "card-" + random.nextInt(3);
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("transaction")
        .put("id", id)
        .put("card_token", card)
        .put("event_time", time.toString())
        .put("effective_from", time.plusSeconds(90_000).toString())
        .put("amount_minor", minor)
        .put("currency", currency)
        .put("method", pick("ACH", "CHECK"))
        .put("content_fingerprint", 1);
    add("PAYMENT", document);
    count(BoardFigure.PAID, time, currency, card, id, minor);
  }

  /** Amount and currency of an exception are checked by nothing. */
  private void exception(String id) {
    Instant time = time();
    String currency = pick("USD", "JPY", "?");
    long minor = random.nextLong() / 4;
    String card = "card-" + random.nextInt(3);
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("exception")
        .put("transaction_id", id)
        .put("transaction_type", "REFUND")
        .put("authorization_id", "")
        .put("card_token", card)
        .put("event_time", time.toString())
        .put("amount_minor", minor)
        .put("currency", currency)
        .put("code", pick("NO_PURCHASE", "OVER_REFUND"))
        .put("reason", "as it came");
    add("EXCEPTION", document);
    count(BoardFigure.EXCEPTIONS, time, currency, card, "refund " + id, minor);
  }

  /** Of a cycle the newest issue alone counts. */
  private void statement() {
    String card = "card-" + random.nextInt(3);
    LocalDate end = LocalDate.of(2025, 12, 1).plusDays(random.nextInt(90));
    String cycle = card + end;
    int issue = newestIssue.containsKey(cycle) ? issueOf(newestIssue.get(cycle)) + 1 : 1;
    long purchases = random.nextInt(9_000_000);
    long fees = random.nextInt(5_000);
    long interest = random.nextInt(7_000);
    long disputes = random.nextInt(3) * 100L;
    long returned = disputes / 4;
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("statement")
        .put("card_token", card)
        .put("currency", "USD")
        .put("last_four", "1486")
        .put("cardholder", "Ada Muster")
        .put("period_start", end.minusDays(30).toString())
        .put("period_end", end.toString())
        .put("issue", issue)
        .put("due_date", end.plusDays(25).toString())
        .put("terms_version", "t")
        .put("opening_balance_minor", 0)
        .put("purchases_minor", purchases)
        .put("credits_minor", 7)
        .put("returned_payments_minor", returned)
        .put("disputes_minor", disputes)
        .put("fees_minor", fees)
        .put("interest_minor", interest)
        .put("closing_balance_minor", purchases - 7 + returned + disputes + fees + interest)
        .put("closing_difference_minor", 0)
        .put("minimum_payment_minor", 0)
        .put("past_due_minor", 0)
        .put("interest_balance_minor", 0)
        .put("fees_year_to_date_minor", 0)
        .put("interest_year_to_date_minor", 0)
        .put("purchase_count", 1)
        .put("credit_count", 1);
    document.putArray("lines");
    document.putArray("entries");
    add("STATEMENT", document);
    newestIssue.put(
        cycle,
        new Counted(
            BoardFigure.BILLED,
            YearMonth.from(end),
            "USD",
            card,
            end + "-" + issue,
            purchases + returned + disputes + fees + interest));
  }

  private static int issueOf(Counted statement) {
    return Integer.parseInt(statement.id().substring(statement.id().lastIndexOf('-') + 1));
  }

  private void add(String kind, ObjectNode document) {
    kinds.add(kind);
    documents.add(document.toString());
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  /** Months in which anything is counted. */
  static Set<YearMonth> months(List<Counted> counted) {
    Set<YearMonth> months = new HashSet<>();
    counted.forEach(one -> months.add(one.month()));
    return months;
  }
}
