package io.cardbeam.query.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.WriteStar;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a star's data on a star of transactions that match no other. */
class UnmatchedStarTest {
  private static final String CARD = "card-token-00000000001";
  private static final Instant TIME = Instant.parse("2025-03-03T10:00:00Z");

  private static final AnsweredRequest APPROVED = answered("a", Outcome.APPROVED);

  @TempDir Path folder;

  private void build(List<? extends SpecificRecord> events) {
    CardBooks books =
        new CardBooks(
            CARD,
            withTransfers(events.stream().map(Event::of).toList()),
            List.of(APPROVED, answered("d", Outcome.DECLINED)));
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(books).withCoder(CardBooksCoder.of()))
        .apply(new BuildStar())
        .apply("WriteStar", WriteStar.to(folder.toString()));
    pipeline.run().waitUntilFinish();
  }

  /** A transfer for each of them, and the hold of the approval. */
  private static List<Event> withTransfers(List<Event> events) {
    Transfers by = new Transfers();
    List<Event> all = new ArrayList<>(events);
    for (Event event : events) {
      MoneyEvent.of(event).map(by::of).map(Event::of).ifPresent(all::add);
    }
    Bookkeeper.standard()
        .answered(Account.EMPTY, APPROVED.request(), true)
        .bookings()
        .transfers(by)
        .forEach(hold -> all.add(Event.of(hold)));
    return all;
  }

  private static void passesAll(StarDatabase star) throws Exception {
    assertThat(DataTests.run(star))
        .allSatisfy(
            result ->
                assertThat(result.holds()).as("%s: %s", result.name(), result.examples()).isTrue());
  }

  @Test
  void eachCasePassesAllOfThemAndSaysWhatItDoesNotMatch() throws Exception {
    build(
        List.of(
            purchase("transit", "", 2_50),
            purchase("unknown", "no-such-request", 2_50),
            purchase("declined", "d", 2_50),
            purchase("matches", "a", 50_00),
            purchase("second", "a", 50_00, TIME.plusSeconds(60)),
            refund("r-none", ""),
            refund("r-unknown", "no-such-purchase"),
            refund("r-above", "declined"),
            chargeback("c-unknown", "no-such-purchase"),
            chargeback("c-above", "declined"),
            resolution("n-none", "no-such-chargeback", "matches"),
            resolution("n-other", "c-above", "matches"),
            payment("y"),
            returned("b", "y", 2),
            returned("b-above", "y", 4),
            returned("b-none", "no-such-payment", 2)));
    try (StarDatabase star = StarDatabase.open(StarFolder.of(folder))) {
      passesAll(star);
      assertThat(
              star.rows(
                  "SELECT transaction_id || ' ' || ledger_flags FROM fact_transaction"
                      + " WHERE ledger_flags <> '' ORDER BY 1",
                  List.of()))
          .containsExactly(
              List.of("b-above ABOVE_PAYMENT"),
              List.of("b-none NO_PAYMENT"),
              List.of("c-above ABOVE_PURCHASE"),
              List.of("c-unknown NO_PURCHASE"),
              List.of("declined NO_AUTHORIZATION"),
              List.of("n-none NO_CHARGEBACK"),
              List.of("r-above ABOVE_PURCHASE"),
              List.of("r-none NO_PURCHASE"),
              List.of("r-unknown NO_PURCHASE"),
              List.of("second ABOVE_TOLERANCE"),
              List.of("transit NO_AUTHORIZATION"),
              List.of("unknown NO_AUTHORIZATION"));
    }
  }

  @Test
  void anyHistoryPassesAllOfThem() throws Exception {
    long seed = System.nanoTime();
    System.out.println("unmatched transactions from seed " + seed);
    Random random = new Random(seed);
    List<SpecificRecord> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String another = "e-" + random.nextInt(400);
      events.add(
          switch (random.nextInt(7)) {
            case 0, 1 ->
                purchase(
                    "e-" + i,
                    List.of("a", "d", "", "no-such-request").get(random.nextInt(4)),
                    random.nextInt(1, 20_00));
            case 2 -> refund("e-" + i, random.nextInt(4) == 0 ? "" : another);
            case 3 -> chargeback("e-" + i, another);
            case 4 -> payment("e-" + i);
            case 5 -> returned("e-" + i, another, random.nextInt(1, 9));
            default -> resolution("e-" + i, another, "e-" + random.nextInt(400));
          });
    }
    build(events);
    try (StarDatabase star = StarDatabase.open(StarFolder.of(folder))) {
      passesAll(star);
    }
  }

  @Test
  void aRowThatDoesNotSayWhatItLacksFails() throws Exception {
    build(List.of(purchase("transit", "", 2_50), refund("r", "no-such-purchase")));
    try (StarDatabase star = StarDatabase.open(StarFolder.of(folder))) {
      star.execute(
          "CREATE OR REPLACE VIEW fact_transaction AS FROM (SELECT * REPLACE ('SO_WHAT' AS"
              + " ledger_flags) FROM "
              + "read_parquet('"
              + folder
              + "/fact_transaction/*/*.parquet', hive_types = {'month': VARCHAR}))");
      assertThat(DataTests.run(star))
          .filteredOn(result -> !result.holds())
          .extracting(DataTestResult::name)
          .containsExactly(
              "fact_transaction: ledger_flags are names of flags",
              "fact_transaction: a purchase without its request is flagged",
              "fact_transaction: what gives back a purchase that is not there is flagged",
              "fact_ledger_transfer: each transaction has one posted transfer, of its amount");
    }
  }

  @Test
  void aLedgerThatIsNotOfTheOtherFactsFails() throws Exception {
    build(List.of(purchase("p", "a", 50_00), refund("r", "p")));
    String hold = "each approved request has one hold, of its amount";
    String booking = "each transaction has one posted transfer, of its amount";
    String sum = "a card's transfers add up to its transactions";
    String control = "adds up to the events of each month";
    try (StarDatabase star = StarDatabase.open(StarFolder.of(folder))) {
      assertFails(star, "* FROM l WHERE transfer_kind <> 'HOLD'", control, hold);
      assertFails(
          star,
          "* FROM l WHERE transfer_kind <> 'REFUND'",
          control,
          "reaches the latest event of each month",
          booking,
          sum);
      assertFails(
          star,
          "* REPLACE (CASE transfer_kind WHEN 'HOLD' THEN 49_99 ELSE amount_minor END AS"
              + " amount_minor) FROM l",
          control,
          hold);
      assertFails(star, "* REPLACE (0 AS authorization_key) FROM l", hold);
      assertFails(star, "* REPLACE (event_time AS expires_at) FROM l", hold);
      assertFails(
          star,
          "* REPLACE (CASE transfer_kind WHEN 'REFUND' THEN 'AFTER_HOLD' ELSE flags END AS flags)"
              + " FROM l",
          booking);
      assertFails(
          star,
          "* REPLACE (-owed_minor AS owed_minor) FROM l",
          "posted amounts are owed by their accounts",
          booking,
          sum);
      assertFails(star, "* REPLACE ('XX' AS flags) FROM l", "flags are names of flags", booking);
    }
  }

  /** Tests of the ledger that fail of other rows, l being those that were built; no other fails. */
  private void assertFails(StarDatabase star, String rows, String... tests) throws Exception {
    star.execute(
        "CREATE OR REPLACE VIEW fact_ledger_transfer AS WITH l AS (FROM read_parquet('"
            + folder
            + "/fact_ledger_transfer/*/*.parquet', hive_types = {'month': VARCHAR})) SELECT "
            + rows);
    assertThat(DataTests.run(star))
        .as(rows)
        .filteredOn(result -> !result.holds())
        .extracting(result -> result.name().replaceFirst("^fact_ledger_transfer:? ", ""))
        .containsExactlyInAnyOrder(tests);
  }

  @Test
  void aReturnedPaymentThatIsNotOwedAgainFails() throws Exception {
    build(List.of(payment("y"), returned("b", "y", 5)));
    try (StarDatabase star = StarDatabase.open(StarFolder.of(folder))) {
      passesAll(star);
      assertFails(
          star,
          "* REPLACE (CASE transfer_kind WHEN 'PAYMENT_RETURNED' THEN 'PENDING' ELSE transfer_state"
              + " END AS transfer_state) FROM l",
          "transfer_kind goes with transfer_state",
          "posted amounts are owed by their accounts",
          "each transaction has one posted transfer, of its amount",
          "a card's transfers add up to its transactions");
      assertFails(star, "* FROM l");
      star.execute(
          "CREATE OR REPLACE VIEW fact_transaction AS FROM (SELECT * REPLACE (-abs(amount_minor) AS"
              + " amount_minor) FROM read_parquet('"
              + folder
              + "/fact_transaction/*/*.parquet', hive_types = {'month': VARCHAR}))");
      assertThat(DataTests.run(star))
          .filteredOn(result -> !result.holds())
          .extracting(DataTestResult::name)
          .contains("fact_transaction: amounts have the sign of their type");
    }
  }

  private static Payment payment(String id) {
    return new Payment(id, CARD, TIME, TIME, 5L, "USD", "ACH");
  }

  private static PaymentReturned returned(String id, String paymentId, long amountMinor) {
    Instant time = TIME.plus(Duration.ofDays(2));
    return new PaymentReturned(id, paymentId, CARD, time, time, amountMinor, "USD", "R01");
  }

  private static Purchase purchase(String id, String request, long amountMinor) {
    return purchase(id, request, amountMinor, TIME);
  }

  private static Purchase purchase(String id, String request, long amountMinor, Instant time) {
    return new Purchase(
        id,
        request,
        CARD,
        time,
        time.plus(Duration.ofDays(1)),
        amountMinor,
        "USD",
        "m-1",
        "Transit",
        "transport",
        null,
        null,
        null,
        null,
        List.of());
  }

  private static Refund refund(String id, String purchaseId) {
    Instant time = TIME.plus(Duration.ofDays(2));
    return new Refund(id, purchaseId, "", CARD, time, time, 9_00L, "USD", "Transit");
  }

  private static Chargeback chargeback(String id, String purchaseId) {
    Instant late = TIME.plus(Duration.ofDays(150));
    return new Chargeback(id, purchaseId, "", CARD, late, 9_00L, "USD", "");
  }

  private static ChargebackResolution resolution(
      String id, String chargebackId, String purchaseId) {
    return new ChargebackResolution(
        id,
        chargebackId,
        purchaseId,
        "",
        CARD,
        TIME.plus(Duration.ofDays(160)),
        ChargebackOutcome.REJECTED,
        9_00L,
        "USD",
        "");
  }

  private static AnsweredRequest answered(String id, Outcome outcome) {
    return new AnsweredRequest(
        AuthorizationRequest.newBuilder()
            .setRequestId(id)
            .setCardToken(CARD)
            .setEventTime(TIME)
            .setAmountMinor(50_00)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Transit")
            .setCategory("transport")
            .setChannel(Channel.CARD_PRESENT)
            .build(),
        AuthorizationDecision.newBuilder()
            .setRequestId(id)
            .setCardToken(CARD)
            .setEventTime(TIME)
            .setOutcome(outcome)
            .setFraudProbability(0.25)
            .setReasons(List.of())
            .setPolicyVersion("rules-1")
            .setModelVersion("none")
            .build());
  }
}
