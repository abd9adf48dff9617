package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.traffic.PostingCutOff;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random cards in the books and as lists to add up by hand. Cards share the keys of what happened
 * on them, so that whatever mixes them up shows.
 */
final class CardsOnTrial {
  static final Instant NOW = Instant.parse("2026-03-18T15:20:11.250Z");
  static final Duration SPAN = Duration.ofDays(150);
  static final List<String> CATEGORIES = List.of("food_dining", "grocery_pos", "travel");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUESTS = 120;

  private final Random random;
  private final List<String> kinds = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();

  /** A request, with what came of it. */
  record Asked(
      String key,
      Instant time,
      long minor,
      String currency,
      int merchant,
      String category,
      String outcome,
      List<Line> purchases,
      List<Line> reversals) {
    String merchantName() {
      return "Shop 100%_" + merchant;
    }
  }

  /**
   * Something booked.
   *
   * @param signedMinor what it adds to the balance
   */
  record Line(
      String kind,
      String key,
      Instant time,
      Instant postedFrom,
      String currency,
      long minor,
      long signedMinor,
      String merchant,
      String category,
      String method) {}

  /** All of one card. */
  record Trial(String token, List<Asked> asked, List<Line> lines) {}

  private CardsOnTrial(Random random) {
    this.random = random;
  }

  /** Makes cards and stores them by the books' own procedures. */
  static List<Trial> store(BooksOnTrial books, Random random, List<String> tokens)
      throws SQLException {
    CardsOnTrial trial = new CardsOnTrial(random);
    List<Trial> cards = new ArrayList<>();
    for (String token : tokens) {
      Trial card = new Trial(token, new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < REQUESTS; i++) {
        trial.ask(card, i);
      }
      for (int i = 0; i < 9; i++) {
        trial.pay(card, i);
      }
      trial.charge(card);
      cards.add(card);
    }
    books.storeAll(trial.kinds, trial.documents);
    return cards;
  }

  private void ask(Trial card, int i) {
    boolean lately = random.nextInt(3) == 0;
    long back = lately ? Duration.ofDays(9).toMillis() : SPAN.toMillis();
    Asked one =
        new Asked(
            "r-" + i,
            NOW.minusMillis(1 + random.nextLong(back)),
            1 + random.nextInt(50_000),
            pick(List.of("USD", "USD", "USD", "JPY")),
            random.nextInt(6),
            pick(CATEGORIES),
            pick(List.of("APPROVED", "APPROVED", "APPROVED", "REFERRED", "DECLINED")),
            new ArrayList<>(),
            new ArrayList<>());
    card.asked().add(one);
    ObjectNode document = JSON.createObjectNode();
    row(document.putObject("authorization"), card, one, one.key(), one.time(), one.minor())
        .put("request_id", one.key())
        .put("channel", "ONLINE")
        .put("outcome", one.outcome())
        .put("fraud_probability", 0.5)
        .put("policy_version", "p")
        .put("model_version", "m")
        .putArray("reasons")
        .addObject()
        .put("code", "UNUSUAL_AMOUNT")
        .put("text", "unusual for you");
    add("AUTHORIZATION", document);
    if (one.outcome().equals("APPROVED")) {
      long left = one.minor();
      for (int n = random.nextInt(3); n > 0 && left > 1; n--) {
        long part = 1 + random.nextLong(left);
        left -= part;
        if (random.nextInt(4) == 0) {
          one.reversals().add(line(card, one, document, "REVERSAL", "v-" + i + n, part, 0));
        } else {
          buy(card, one, document, "p-" + i + "-" + n, part);
        }
      }
    }
  }

  private void buy(Trial card, Asked one, ObjectNode document, String key, long minor) {
    Instant time = later(one.time(), 2);
    row(document.putObject("purchase"), card, one, key, time, minor).putArray("items");
    add("PURCHASE", document);
    Line purchase = booked("PURCHASE", one, key, time, minor, minor);
    one.purchases().add(purchase);
    card.lines().add(purchase);
    long left = minor;
    if (random.nextInt(4) == 0) {
      long part = 1 + random.nextLong(left);
      left -= part;
      card.lines().add(line(card, one, document, "REFUND", "f-" + key, part, -part));
    }
    if (left > 0 && random.nextInt(4) == 0) {
      long part = 1 + random.nextLong(left);
      Line chargeback = line(card, one, document, "CHARGEBACK", "c-" + key, part, -part);
      card.lines().add(chargeback);
      document.set("chargeback", document.get("transaction").deepCopy());
      long undecided = part;
      for (int n = random.nextInt(3); n > 0 && undecided > 0; n--) {
        long decided = 1 + random.nextLong(undecided);
        undecided -= decided;
        boolean upheld = random.nextBoolean();
        document.putObject("transaction").put("outcome", upheld ? "UPHELD" : "REJECTED");
        Line resolution =
            line(
                card,
                one,
                document,
                "CHARGEBACK_RESOLUTION",
                "s-" + key + "-" + n,
                decided,
                upheld ? 0 : decided);
        card.lines()
            .add(
                new Line(
                    "CHARGEBACK_" + (upheld ? "UPHELD" : "REJECTED"),
                    resolution.key(),
                    resolution.time(),
                    resolution.postedFrom(),
                    resolution.currency(),
                    decided,
                    resolution.signedMinor(),
                    resolution.merchant(),
                    resolution.category(),
                    ""));
      }
    }
  }

  /** Something about the purchase or request in the document. */
  private Line line(
      Trial card,
      Asked one,
      ObjectNode document,
      String kind,
      String key,
      long minor,
      long signed) {
    Instant time = later(one.time(), 20);
    ObjectNode part = document.withObject("/transaction");
    row(part, card, one, key, time, minor).put("reason", "as I said");
    add(kind, document);
    return booked(kind, one, key, time, minor, signed);
  }

  private static Line booked(
      String kind, Asked one, String key, Instant time, long minor, long signed) {
    return new Line(
        kind,
        key,
        time,
        PostingCutOff.after(time),
        one.currency(),
        minor,
        signed,
        one.merchantName(),
        one.category(),
        "");
  }

  private void pay(Trial card, int i) {
    Instant time = NOW.minusMillis(1 + random.nextLong(i < 3 ? 100_000_000 : SPAN.toMillis()));
    long minor = 1L + random.nextInt(100_000);
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("transaction")
        .put("id", "y-" + i)
        .put("card_token", card.token())
        .put("event_time", time.toString())
        .put("effective_from", PostingCutOff.after(time).toString())
        .put("amount_minor", minor)
        .put("currency", "USD")
        .put("method", "ACH")
        .put("content_fingerprint", 1);
    add("PAYMENT", document);
    card.lines()
        .add(
            new Line(
                "PAYMENT",
                "y-" + i,
                time,
                PostingCutOff.after(time),
                "USD",
                minor,
                -minor,
                "",
                "",
                "ACH"));
  }

  /** A statement with a fee and interest, and a correction of it that charges other interest. */
  private void charge(Trial card) {
    LocalDate end = LocalDate.parse("2026-02-14");
    long fee = 1L + random.nextInt(4_000);
    for (int issue = 1; issue <= 2; issue++) {
      long interest = 100L * issue + random.nextInt(90);
      add("STATEMENT", statement(card.token(), end, issue, fee, interest));
      if (issue == 2) {
        card.lines().add(charged("LATE_FEE", end.minusDays(3), fee));
        card.lines().add(charged("INTEREST", end, interest));
      }
    }
  }

  private static Line charged(String kind, LocalDate day, long minor) {
    Instant time = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Line(kind, day.toString(), time, time, "USD", minor, minor, "", "", "");
  }

  /** A statement that charges a fee and interest, and no more. */
  static ObjectNode statement(String token, LocalDate end, int issue, long fee, long interest) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("statement")
        .put("card_token", token)
        .put("currency", "USD")
        .put("last_four", "1486")
        .put("cardholder", "Ada Muster")
        .put("period_start", end.minusDays(30).toString())
        .put("period_end", end.toString())
        .put("issue", issue)
        .put("due_date", end.plusDays(25).toString())
        .put("terms_version", "1")
        .put("opening_balance_minor", 1_000)
        .put("purchases_minor", 0)
        .put("credits_minor", 0)
        .put("disputes_minor", 0)
        .put("fees_minor", fee)
        .put("interest_minor", interest)
        .put("closing_balance_minor", 1_000 + fee + interest)
        .put("closing_difference_minor", issue == 1 ? 0 : 1)
        .put("minimum_payment_minor", 1_000)
        .put("past_due_minor", 0)
        .put("interest_balance_minor", 0)
        .put("fees_year_to_date_minor", fee)
        .put("interest_year_to_date_minor", interest)
        .put("purchase_count", 0)
        .put("credit_count", 0);
    ArrayNode lines = document.putArray("lines");
    charge(lines.addObject().put("line_number", 1), "LATE_FEE", end.minusDays(3), fee);
    charge(lines.addObject().put("line_number", 2), "INTEREST", end, interest);
    document.putArray("entries");
    return document;
  }

  private static void charge(ObjectNode line, String kind, LocalDate day, long minor) {
    line.put("kind", kind)
        .put("transaction_id", day.toString())
        .put("transaction_date", day.toString())
        .put("posting_date", day.toString())
        .put("is_late", false)
        .put("event_time", day + "T00:00:00Z")
        .put("description", "Charge of " + day)
        .put("category", "")
        .put("amount_minor", minor);
  }

  private ObjectNode row(
      ObjectNode part, Trial card, Asked one, String id, Instant time, long minor) {
    return part.put("id", id)
        .put("card_token", card.token())
        .put("event_time", time.toString())
        .put("effective_from", PostingCutOff.after(time).toString())
        .put("amount_minor", minor)
        .put("currency", one.currency())
        .put("merchant_id", "m-" + one.merchant())
        .put("merchant_name", one.merchantName())
        .put("category", one.category())
        .put("content_fingerprint", 1);
  }

  /** Some days later, and before now. */
  private Instant later(Instant time, int days) {
    Instant later = time.plusMillis(random.nextLong(Duration.ofDays(days).toMillis()));
    return later.isBefore(NOW) ? later : time.plus(Duration.between(time, NOW).dividedBy(2));
  }

  private void add(String kind, ObjectNode document) {
    kinds.add(kind);
    documents.add(document.toString());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
