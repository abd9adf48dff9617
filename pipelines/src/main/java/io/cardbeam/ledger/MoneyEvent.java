package io.cardbeam.ledger;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.event.TransferKind;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.Comparator;
import java.util.Optional;

/**
 * What an event does to a card's money. The one place that knows it of each kind of event.
 *
 * @param kind what it books
 * @param cardToken card that it is on
 * @param id key of the event among those of its kind
 * @param authorizationId request that it names; empty where it names none
 * @param subjectId key of the purchase that a refund or chargeback gives back, of the chargeback
 *     that a resolution decides, or of the payment that came back; empty for other kinds
 * @param eventTimeMillis when it happened, milliseconds since 1970 UTC
 * @param effectiveFromMillis from when available credit counts it, milliseconds since 1970 UTC
 * @param amountMinor minor units, above 0
 * @param currency ISO 4217 code
 */
public record MoneyEvent(
    TransferKind kind,
    String cardToken,
    String id,
    String authorizationId,
    String subjectId,
    long eventTimeMillis,
    long effectiveFromMillis,
    long amountMinor,
    String currency) {

  /** As they happened; of one instant by kind and id. */
  public static final Comparator<MoneyEvent> ORDER =
      Comparator.comparingLong(MoneyEvent::eventTimeMillis)
          .thenComparing(MoneyEvent::kind)
          .thenComparing(MoneyEvent::id);

  /** What an event does; empty for a request, which moves nothing itself, and for labels. */
  public static Optional<MoneyEvent> of(Event event) {
    return switch (event.type()) {
      case PURCHASE -> Optional.of(of(event, event.body(Purchase.class)));
      case REVERSAL -> Optional.of(of(event, event.body(Reversal.class)));
      case REFUND -> Optional.of(of(event, event.body(Refund.class)));
      case PAYMENT -> Optional.of(of(event, event.body(Payment.class)));
      case PAYMENT_RETURNED -> Optional.of(of(event, event.body(PaymentReturned.class)));
      case CHARGEBACK -> Optional.of(of(event, event.body(Chargeback.class)));
      case CHARGEBACK_RESOLUTION -> Optional.of(of(event, event.body(ChargebackResolution.class)));
      default -> Optional.empty();
    };
  }

  /** Type of the event that it is of; of a hold that of the request. */
  public EventType eventType() {
    return switch (kind) {
      case HOLD -> EventType.AUTHORIZATION_REQUEST;
      case PURCHASE -> EventType.PURCHASE;
      case REVERSAL -> EventType.REVERSAL;
      case REFUND -> EventType.REFUND;
      case PAYMENT -> EventType.PAYMENT;
      case PAYMENT_RETURNED -> EventType.PAYMENT_RETURNED;
      case CHARGEBACK -> EventType.CHARGEBACK;
      case CHARGEBACK_UPHELD, CHARGEBACK_REJECTED -> EventType.CHARGEBACK_RESOLUTION;
    };
  }

  /** Whether it is what an event does. */
  public boolean isOf(Event event) {
    return id.equals(event.id()) && eventType() == event.type();
  }

  /** The hold that the approval of a request makes. */
  public static MoneyEvent hold(AuthorizationRequest request) {
    long time = request.getEventTime().toEpochMilli();
    return new MoneyEvent(
        TransferKind.HOLD,
        request.getCardToken(),
        request.getRequestId(),
        request.getRequestId(),
        "",
        time,
        time,
        request.getAmountMinor(),
        request.getCurrency());
  }

  private static MoneyEvent of(Event event, Purchase it) {
    return of(
        TransferKind.PURCHASE,
        event,
        it.getAuthorizationId(),
        "",
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(Event event, Reversal it) {
    return of(
        TransferKind.REVERSAL,
        event,
        it.getAuthorizationId(),
        "",
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(Event event, Refund it) {
    return of(
        TransferKind.REFUND,
        event,
        it.getAuthorizationId(),
        it.getPurchaseId(),
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(Event event, Payment it) {
    return of(TransferKind.PAYMENT, event, "", "", it.getAmountMinor(), it.getCurrency());
  }

  private static MoneyEvent of(Event event, PaymentReturned it) {
    return of(
        TransferKind.PAYMENT_RETURNED,
        event,
        "",
        it.getPaymentId(),
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(Event event, Chargeback it) {
    return of(
        TransferKind.CHARGEBACK,
        event,
        it.getAuthorizationId(),
        it.getPurchaseId(),
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(Event event, ChargebackResolution it) {
    return of(
        it.getOutcome() == ChargebackOutcome.UPHELD
            ? TransferKind.CHARGEBACK_UPHELD
            : TransferKind.CHARGEBACK_REJECTED,
        event,
        it.getAuthorizationId(),
        it.getChargebackId(),
        it.getAmountMinor(),
        it.getCurrency());
  }

  private static MoneyEvent of(
      TransferKind kind,
      Event event,
      String authorizationId,
      String subjectId,
      long amountMinor,
      String currency) {
    return new MoneyEvent(
        kind,
        event.cardToken(),
        event.id(),
        authorizationId,
        subjectId,
        event.eventTimeMillis(),
        event.effectiveFromMillis(),
        amountMinor,
        currency);
  }
}
