package io.cardbeam.billing;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one event books.
 *
 * @param currency ISO 4217 code of the amount
 * @param line as a statement shows it
 */
record Booking(String currency, StatementLine line) {

  /**
   * The booking of an event; empty for one that books nothing.
   *
   * @param purchases the card's purchases by their id, which tell the merchant and the category of
   *     what is given back
   */
  static Optional<Booking> of(Event event, Map<String, Purchase> purchases) {
    return switch (event.type()) {
      case PURCHASE -> Optional.of(purchase(event));
      case REFUND -> Optional.of(refund(event, purchases));
      case CHARGEBACK -> Optional.of(chargeback(event, purchases));
      case PAYMENT -> Optional.of(payment(event));
      default -> Optional.empty();
    };
  }

  private static Booking purchase(Event event) {
    Purchase purchase = event.body(Purchase.class);
    return new Booking(
        purchase.getCurrency(),
        line(
            TransactionType.PURCHASE,
            event,
            purchase.getMerchantName(),
            purchase.getCategory(),
            purchase.getAmountMinor()));
  }

  private static Booking refund(Event event, Map<String, Purchase> purchases) {
    Refund refund = event.body(Refund.class);
    Optional<Purchase> refunded = Optional.ofNullable(purchases.get(refund.getPurchaseId()));
    return new Booking(
        refund.getCurrency(),
        line(
            TransactionType.REFUND,
            event,
            refund.getMerchantName(),
            refunded.map(Purchase::getCategory).orElse(""),
            refund.getAmountMinor()));
  }

  private static Booking chargeback(Event event, Map<String, Purchase> purchases) {
    Chargeback chargeback = event.body(Chargeback.class);
    Optional<Purchase> disputed = Optional.ofNullable(purchases.get(chargeback.getPurchaseId()));
    return new Booking(
        chargeback.getCurrency(),
        line(
            TransactionType.CHARGEBACK,
            event,
            disputed.map(Purchase::getMerchantName).orElse(chargeback.getReason()),
            disputed.map(Purchase::getCategory).orElse(""),
            chargeback.getAmountMinor()));
  }

  private static Booking payment(Event event) {
    Payment payment = event.body(Payment.class);
    return new Booking(
        payment.getCurrency(),
        line(TransactionType.PAYMENT, event, payment.getMethod(), "", payment.getAmountMinor()));
  }

  private static StatementLine line(
      TransactionType type, Event event, String description, String category, long amountMinor) {
    return new StatementLine(
        type,
        event.id(),
        PostingDate.of(event),
        Instant.ofEpochMilli(event.eventTimeMillis()),
        description,
        category,
        amountMinor);
  }
}
