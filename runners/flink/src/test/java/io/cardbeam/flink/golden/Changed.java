package io.cardbeam.flink.golden;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Events of an odd history, made of a purchase that the simulator made. */
final class Changed {
  private Changed() {}

  /** The same purchase under another id, of another amount and time, without items. */
  static Purchase purchase(Purchase of, String suffix, long amountMinor, Duration later) {
    Instant time = of.getEventTime().plus(later);
    return Purchase.newBuilder(of)
        .setPurchaseId(of.getPurchaseId() + suffix)
        .setEventTime(time)
        .setEffectiveFrom(PostingCutOff.after(time))
        .setAmountMinor(amountMinor)
        .setItems(List.of())
        .build();
  }

  static Event reversal(Purchase of, long amountMinor, Duration later) {
    Instant time = of.getEventTime().plus(later);
    return Event.of(
        new Reversal(
            of.getPurchaseId() + "-v",
            of.getAuthorizationId(),
            of.getCardToken(),
            time,
            PostingCutOff.after(time),
            amountMinor,
            of.getCurrency()));
  }

  static Refund refund(Purchase of, String suffix, long amountMinor, Duration later) {
    Instant time = of.getEventTime().plus(later);
    return new Refund(
        of.getPurchaseId() + suffix,
        of.getPurchaseId(),
        of.getAuthorizationId(),
        of.getCardToken(),
        time,
        PostingCutOff.after(time),
        amountMinor,
        of.getCurrency(),
        of.getMerchantName());
  }

  static Chargeback chargeback(Purchase of, long amountMinor, Duration later) {
    return new Chargeback(
        of.getPurchaseId() + "-c",
        of.getPurchaseId(),
        of.getAuthorizationId(),
        of.getCardToken(),
        of.getEventTime().plus(later),
        amountMinor,
        of.getCurrency(),
        "not as described");
  }

  static ChargebackResolution resolution(
      Chargeback of, String suffix, ChargebackOutcome outcome, long amountMinor, Duration later) {
    return new ChargebackResolution(
        of.getChargebackId() + suffix,
        of.getChargebackId(),
        of.getPurchaseId(),
        of.getAuthorizationId(),
        of.getCardToken(),
        of.getEventTime().plus(later),
        outcome,
        amountMinor,
        of.getCurrency(),
        "decided");
  }
}
