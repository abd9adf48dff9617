package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls as the pipeline makes them, for tests of what becomes of them. */
final class SampleCalls {
  private SampleCalls() {}

  /** One of each kind, a finding and an exception among them that name what is not stored. */
  static List<BooksCall> everyKind() {
    Decided decided = decided();
    Event purchase = SampleEvents.purchase("p1", "a1", "card-1", START.plus(1, HOURS), 40_00);
    List<BooksCall> calls = new ArrayList<>();
    calls.add(update("u1", 0, CardStatus.ACTIVE, "1 Old Street"));
    calls.add(update("u2", 1, CardStatus.ACTIVE, "2 New Street"));
    calls.add(
        BooksDocument.of(
            SampleEvents.decided("a2", "card-1", START, 7_00, Outcome.DECLINED, "Kaffeehaus")));
    calls.add(BooksDocument.of(decided));
    calls.add(BooksDocument.of(purchase));
    calls.add(
        BooksDocument.of(SampleEvents.reversal("r1", "a1", "card-1", START.plus(2, HOURS), 10_00)));
    calls.add(
        BooksDocument.of(
            SampleEvents.refund("f1", "p1", "a1", "card-1", START.plus(3, DAYS), 5_00)));
    calls.add(
        BooksDocument.of(
            SampleEvents.chargeback("c1", "p1", "a1", "card-1", START.plus(9, DAYS), 35_00)));
    calls.add(resolution(ChargebackOutcome.UPHELD, 20_00));
    calls.add(resolution(ChargebackOutcome.REJECTED, 15_00));
    calls.add(BooksDocument.of(SampleEvents.payment("y1", "card-2", START, 100_00)));
    calls.add(exception("Purchase", "p9", "card-3"));
    calls.add(finding("n1", "a1", "card-1", 2, FindingVerdict.FRAUD));
    calls.add(finding("n2", "not stored", "card-1", 3, FindingVerdict.GENUINE));
    return calls;
  }

  /**
   * Traffic of few cards and merchants, some of it told twice, some of it with other words the
   * second time, and here and there what the schema refuses.
   */
  static List<BooksCall> many(int count, long seed) {
    Random random = new Random(seed);
    List<BooksCall> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = random.nextInt(count / 3);
      String card = "card-" + id % 7;
      Instant at = START.plus(id, HOURS);
      Decided decided =
          SampleEvents.decided(
              "a" + id, card, at, 50_00, Outcome.APPROVED, "Shop " + random.nextInt(5));
      Event purchase = SampleEvents.purchase("p" + id, "a" + id, card, at.plus(1, HOURS), 40_00);
      calls.add(
          switch (random.nextInt(10)) {
            case 0 -> exception("Purchase", "p" + id, card);
            case 1 -> BooksDocument.of(decided("a" + id, -5, "Kaffeehaus"));
            case 2 ->
                BooksDocument.of(
                    SampleEvents.refund(
                        "f" + id, "p" + id, "a" + id, card, at.plus(2, DAYS), 5_00));
            case 3 -> BooksDocument.of(SampleEvents.payment("y" + id, card, at, 1));
            case 4, 5, 6 -> BooksDocument.of(purchase);
            default -> BooksDocument.of(decided);
          });
    }
    return calls;
  }

  private static BooksCall resolution(ChargebackOutcome outcome, long amountMinor) {
    return BooksDocument.of(
        SampleEvents.resolution(
            outcome.name(),
            "c1",
            "p1",
            "a1",
            "card-1",
            START.plus(40, DAYS),
            outcome,
            amountMinor));
  }

  static Decided decided() {
    return decided("a1", 50_00, "Kaffeehaus");
  }

  static Decided decided(String id, long amountMinor, String merchant) {
    return SampleEvents.decided(id, "card-1", START, amountMinor, Outcome.APPROVED, merchant);
  }

  static BooksCall approved(String id, String merchant) {
    return BooksDocument.of(decided(id, 50_00, merchant));
  }

  static BooksCall update(String id, int day, CardStatus status, String street) {
    Event event = SampleEvents.cardUpdate(id, "card-1", START.plus(day, DAYS), status, street);
    return BooksDocument.of(event.body(CardUpdate.class));
  }

  /**
   * An update of a card whose source tells nothing of cardholders, or only a home without place.
   */
  static BooksCall updateOf(String id, String card, String city) {
    CardUpdate update =
        SampleEvents.cardUpdate(id, card, START, CardStatus.ACTIVE, "").body(CardUpdate.class);
    return BooksDocument.of(
        CardUpdate.newBuilder(update)
            .setCardholder(
                new Cardholder("", "", null, "", city, "", "", "ZZ", null, null, null, null, null))
            .build());
  }

  static BooksCall finding(
      String id, String request, String card, int day, FindingVerdict verdict) {
    Event event = SampleEvents.finding(id, request, START, card, START.plus(day, DAYS), verdict);
    return BooksDocument.of(event.body(FraudFinding.class));
  }

  static BooksCall exception(String type, String id, String card) {
    return BooksDocument.of(
        TransactionException.newBuilder()
            .setTransactionId(id)
            .setTransactionType(type)
            .setAuthorizationId("nowhere")
            .setCardToken(card)
            .setEventTime(START)
            .setAmountMinor(1_00)
            .setCurrency("USD")
            .setCode("NO_AUTHORIZATION")
            .setReason("no decision came")
            .build());
  }
}
