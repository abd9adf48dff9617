package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Optional;
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
      String method) {
    Line as(String otherKind, String otherCategory) {
      return new Line(
          otherKind,
          key,
          time,
          postedFrom,
          currency,
          minor,
          signedMinor,
          merchant,
          otherCategory,
          method);
    }
  }

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
          ObjectNode reversal = JSON.createObjectNode().put("authorization_id", one.key());
          one.reversals().add(line(card, one, reversal, "REVERSAL", "v-" + i + n, part, 0));
        } else {
          buy(card, one, "p-" + i + "-" + n, part, Optional.of(one.key()));
        }
      }
    } else if (random.nextInt(3) == 0) {
      // As in transit: on no request, or on one that never came.
      buy(card, one, "p-" + i, one.minor(), pick(List.of(Optional.empty(), Optional.of("?"))));
    }
    if (random.nextInt(9) == 0) {
      giveBack(card, one, "f-" + i);
    }
  }

  private void buy(Trial card, Asked one, String key, long minor, Optional<String> request) {
    Instant time = later(one.time(), 2);
    ObjectNode part = JSON.createObjectNode();
    request.ifPresent(id -> part.put("authorization_id", id));
    row(part, card, one, key, time, minor).putArray("items");
    add("PURCHASE", JSON.createObjectNode().set("transaction", part));
    Line purchase = booked("PURCHASE", one, key, time, minor, minor);
    if (request.equals(Optional.of(one.key()))) {
      one.purchases().add(purchase);
    }
    card.lines().add(purchase);
    ObjectNode named = JSON.createObjectNode().put("purchase_id", key);
    request.ifPresent(id -> named.put("authorization_id", id));
    long left = minor;
    if (random.nextInt(4) == 0) {
      long given = 1 + random.nextLong(left);
      left -= given;
      card.lines().add(line(card, one, named, "REFUND", "f-" + key, given, -given));
    }
    if (left > 0 && random.nextInt(4) == 0) {
      dispute(card, one, named, key, 1 + random.nextLong(left));
    }
  }

  private void dispute(Trial card, Asked one, ObjectNode named, String key, long minor) {
    card.lines().add(line(card, one, named, "CHARGEBACK", "c-" + key, minor, -minor));
    long undecided = minor;
    for (int n = random.nextInt(3); n > 0 && undecided > 0; n--) {
      long decided = 1 + random.nextLong(undecided);
      undecided -= decided;
      String outcome = random.nextBoolean() ? "UPHELD" : "REJECTED";
      named.put("chargeback_id", "c-" + key).put("outcome", outcome);
      Line resolution =
          line(
              card,
              one,
              named,
              "CHARGEBACK_RESOLUTION",
              "s-" + key + "-" + n,
              decided,
              outcome.equals("UPHELD") ? 0 : decided);
      card.lines().add(resolution.as("CHARGEBACK_" + outcome, one.category()));
    }
  }

  /** A refund of no purchase, or of one that never came: it has its own name and no category. */
  private void giveBack(Trial card, Asked one, String key) {
    ObjectNode named = JSON.createObjectNode();
    if (random.nextBoolean()) {
      named.put("purchase_id", "?");
    }
    long minor = 1 + random.nextLong(one.minor());
    card.lines().add(line(card, one, named, "REFUND", key, minor, -minor).as("REFUND", ""));
  }

  /** Something booked that is no purchase, with the keys that it names. */
  private Line line(
      Trial card, Asked one, ObjectNode named, String kind, String key, long minor, long signed) {
    Instant time = later(one.time(), 20);
    ObjectNode part = row(named.deepCopy(), card, one, key, time, minor).put("reason", "as I said");
    add(kind, JSON.createObjectNode().set("transaction", part));
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
    if (i % 3 == 0) {
      comeBack(card, "y-" + i, time.plus(Duration.between(time, NOW).dividedBy(2)), 1 + minor / 2);
    }
  }

  private void comeBack(Trial card, String payment, Instant time, long minor) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("transaction")
        .put("id", "b-" + payment)
        .put("payment_id", payment)
        .put("card_token", card.token())
        .put("event_time", time.toString())
        .put("effective_from", PostingCutOff.after(time).toString())
        .put("amount_minor", minor)
        .put("currency", "USD")
        .put("reason", "R01")
        .put("content_fingerprint", 1);
    add("PAYMENT_RETURNED", document);
    card.lines()
        .add(
            new Line(
                "PAYMENT_RETURNED",
                "b-" + payment,
                time,
                PostingCutOff.after(time),
                "USD",
                minor,
                minor,
                "",
                "",
                ""));
  }

  /** A statement with a fee and interest, and a correction of it that charges other interest. */
  private void charge(Trial card) {
    LocalDate end = LocalDate.parse("2026-02-14");
    long fee = 1L + random.nextInt(4_000);
    for (int issue = 1; issue <= 2; issue++) {
      long interest = 100L * issue + random.nextInt(90);
      add("STATEMENT", TestStatements.charging(card.token(), end, issue, fee, interest));
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
