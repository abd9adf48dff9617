package io.cardbeam.clearing;

import static io.cardbeam.sample.SampleEvents.START;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A test's one authorization, of 100.00 USD, and what was ruled on it: "KEY BOOKED" or a code. */
abstract class OneAuthorization {
  static final ClearingTerms TERMS = ClearingTerms.STANDARD;
  static final String CARD = "card";

  AuthorizationLedger ledger = AuthorizationLedger.EMPTY;
  final List<String> rulings = new ArrayList<>();

  void open(boolean approved) {
    apply(
        ledger.open(
            new Authorization(
                "a", CARD, START.toEpochMilli(), 100_00, "USD", approved, OptionalLong.of(1)),
            TERMS));
  }

  void post(Event event) {
    apply(ledger.post(Posting.of(event), TERMS));
  }

  void expire(Duration afterStart) {
    apply(ledger.expire(START.plus(afterStart).toEpochMilli(), TERMS));
  }

  void apply(AuthorizationLedger.Change change) {
    ledger = change.ledger();
    for (Ruling ruling : change.rulings()) {
      rulings.add(
          ruling.posting().id()
              + " "
              + ruling.refusal().map(refused -> refused.code().name()).orElse("BOOKED"));
    }
  }

  static Event purchase(String id, Duration afterStart, long amountMinor) {
    return SampleEvents.purchase(id, "a", CARD, START.plus(afterStart), amountMinor);
  }

  static Event refund(String id, String purchase, Duration afterStart, long amountMinor) {
    return SampleEvents.refund(id, purchase, "a", CARD, START.plus(afterStart), amountMinor);
  }

  static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  static Event chargeback(String id, String purchase, Duration afterStart, long minor) {
    return SampleEvents.chargeback(id, purchase, "a", CARD, START.plus(afterStart), minor);
  }

  static Event resolution(
      String id, String chargeback, Duration afterStart, ChargebackOutcome outcome, long minor) {
    return SampleEvents.resolution(
        id, chargeback, "p", "a", CARD, START.plus(afterStart), outcome, minor);
  }
}
