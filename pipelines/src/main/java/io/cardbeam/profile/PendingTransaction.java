package io.cardbeam.profile;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.wire.Event;
import java.util.Comparator;

/**
 * A transaction that waits for its posting cut-off.
 *
 * @param effectiveMillis the cut-off, milliseconds since 1970 UTC
 * @param eventMillis event time
 * @param effect what it does to the card's credit
 * @param idHash {@link StableHash} of its kind and id
 * @param authorizationHash {@link StableHash} of the request id it names; 0 where it names none
 * @param amountMinor minor units, above 0
 */
record PendingTransaction(
    long effectiveMillis,
    long eventMillis,
    Effect effect,
    long idHash,
    long authorizationHash,
    long amountMinor) {

  enum Effect {
    /** Turns a hold into balance. */
    CLEAR,
    /** Gives a hold up. */
    RELEASE,
    /** Lowers the balance. */
    CREDIT,
    /** Raises the balance: a credit is taken back. */
    DEBIT
  }

  static final Comparator<PendingTransaction> ORDER =
      Comparator.comparingLong(PendingTransaction::effectiveMillis)
          .thenComparingLong(PendingTransaction::idHash);

  /**
   * What an event does to credit. Of resolutions only those that reject a dispute do anything.
   *
   * @throws IllegalArgumentException for an event that has no such effect
   */
  static PendingTransaction of(Event event) {
    return switch (event.type()) {
      case PURCHASE -> {
        Purchase purchase = event.body(Purchase.class);
        yield of(event, Effect.CLEAR, purchase.getAuthorizationId(), purchase.getAmountMinor());
      }
      case REVERSAL -> {
        Reversal reversal = event.body(Reversal.class);
        yield of(event, Effect.RELEASE, reversal.getAuthorizationId(), reversal.getAmountMinor());
      }
      case REFUND -> of(event, Effect.CREDIT, "", event.body(Refund.class).getAmountMinor());
      case PAYMENT -> of(event, Effect.CREDIT, "", event.body(Payment.class).getAmountMinor());
      case CHARGEBACK ->
          of(event, Effect.CREDIT, "", event.body(Chargeback.class).getAmountMinor());
      case CHARGEBACK_RESOLUTION ->
          of(event, Effect.DEBIT, "", event.body(ChargebackResolution.class).getAmountMinor());
      default -> throw new IllegalArgumentException(event.type() + " has no effect on credit");
    };
  }

  private static PendingTransaction of(
      Event event, Effect effect, String authorizationId, long amountMinor) {
    return new PendingTransaction(
        event.effectiveFromMillis(),
        event.eventTimeMillis(),
        effect,
        StableHash.of(event.type() + "/" + event.id()),
        authorizationId.isEmpty() ? 0 : StableHash.of(authorizationId),
        amountMinor);
  }
}
