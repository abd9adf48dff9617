package io.cardbeam.billing;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What one event books.
 *
 * @param currency ISO 4217 code of the amount
 * @param line as a statement shows it
 * @param subject id of the booked purchase that it gives back, of the chargeback that it decides,
 *     booked or not, or of the booked payment that came back; empty for what stands by itself, and
 *     for what gives back none of the card's purchases or payments
 */
record Booking(String currency, StatementLine line, Optional<String> subject) {

  /**
   * The booking of an event; empty for one that books nothing.
   *
   * @param purchases the card's purchases by their id, which tell the merchant and the category of
   *     what is given back
   * @param chargebacks the card's chargebacks by their id, which tell the purchase of what is
   *     decided
   * @param payments the card's payments by their id, which may come back
   * @param calendar of the account
   */
  static Optional<Booking> of(
      Event event,
      Map<String, Purchase> purchases,
      Map<String, Chargeback> chargebacks,
      Map<String, Payment> payments,
      BillingCalendar calendar) {
    return switch (event.type()) {
      case PURCHASE -> Optional.of(purchase(event, calendar));
      case REFUND -> Optional.of(refund(event, purchases, calendar));
      case CHARGEBACK -> Optional.of(chargeback(event, purchases, calendar));
      case CHARGEBACK_RESOLUTION ->
          Optional.of(resolution(event, purchases, chargebacks, calendar));
      case PAYMENT -> Optional.of(payment(event, calendar));
      case PAYMENT_RETURNED -> Optional.of(returned(event, payments, calendar));
      default -> Optional.empty();
    };
  }

  private static Booking purchase(Event event, BillingCalendar calendar) {
    Purchase purchase = event.body(Purchase.class);
    return new Booking(
        purchase.getCurrency(),
        line(
            TransactionType.PURCHASE,
            event,
            calendar,
            purchase.getMerchantName(),
            purchase.getCategory(),
            purchase.getAmountMinor()),
        Optional.empty());
  }

  private static Booking refund(
      Event event, Map<String, Purchase> purchases, BillingCalendar calendar) {
    Refund refund = event.body(Refund.class);
    Optional<Purchase> refunded = Optional.ofNullable(purchases.get(refund.getPurchaseId()));
    return new Booking(
        refund.getCurrency(),
        line(
            TransactionType.REFUND,
            event,
            calendar,
            refund.getMerchantName(),
            refunded.map(Purchase::getCategory).orElse(""),
            refund.getAmountMinor()),
        givenBack(refunded, refund.getCurrency()));
  }

  private static Booking chargeback(
      Event event, Map<String, Purchase> purchases, BillingCalendar calendar) {
    Chargeback chargeback = event.body(Chargeback.class);
    String purchaseId = chargeback.getPurchaseId();
    Optional<Purchase> disputed = Optional.ofNullable(purchases.get(purchaseId));
    return new Booking(
        chargeback.getCurrency(),
        line(
            TransactionType.CHARGEBACK,
            event,
            calendar,
            disputed
                .map(Purchase::getMerchantName)
                .orElseGet(() -> known(chargeback.getReason(), "purchase ", purchaseId)),
            disputed.map(Purchase::getCategory).orElse(""),
            chargeback.getAmountMinor()),
        givenBack(disputed, chargeback.getCurrency()));
  }

  /** Its purchase is the one of the chargeback; the one that it names itself, if there is none. */
  private static Booking resolution(
      Event event,
      Map<String, Purchase> purchases,
      Map<String, Chargeback> chargebacks,
      BillingCalendar calendar) {
    ChargebackResolution resolution = event.body(ChargebackResolution.class);
    String chargebackId = resolution.getChargebackId();
    String purchaseId =
        Optional.ofNullable(chargebacks.get(chargebackId))
            .map(Chargeback::getPurchaseId)
            .orElseGet(resolution::getPurchaseId);
    Optional<Purchase> disputed = Optional.ofNullable(purchases.get(purchaseId));
    return new Booking(
        resolution.getCurrency(),
        line(
            TransactionType.of(resolution.getOutcome()),
            event,
            calendar,
            disputed
                .map(Purchase::getMerchantName)
                .orElseGet(() -> known(resolution.getReason(), "dispute ", chargebackId)),
            disputed.map(Purchase::getCategory).orElse(""),
            resolution.getAmountMinor()),
        Optional.of(chargebackId));
  }

  /** Of what is booked without its purchase: a line without a description is none to look up by. */
  private static String known(String reason, String what, String id) {
    return reason.isBlank() ? what + id : reason;
  }

  /** One in another currency is on another account. */
  private static Optional<String> givenBack(Optional<Purchase> purchase, String currency) {
    return purchase.filter(it -> it.getCurrency().equals(currency)).map(Purchase::getPurchaseId);
  }

  private static Booking payment(Event event, BillingCalendar calendar) {
    Payment payment = event.body(Payment.class);
    return new Booking(
        payment.getCurrency(),
        line(
            TransactionType.PAYMENT,
            event,
            calendar,
            payment.getMethod(),
            "",
            payment.getAmountMinor()),
        Optional.empty());
  }

  private static Booking returned(
      Event event, Map<String, Payment> payments, BillingCalendar calendar) {
    PaymentReturned returned = event.body(PaymentReturned.class);
    String paymentId = returned.getPaymentId();
    return new Booking(
        returned.getCurrency(),
        line(
            TransactionType.PAYMENT_RETURNED,
            event,
            calendar,
            known(returned.getReason(), "payment ", paymentId),
            "",
            returned.getAmountMinor()),
        Optional.ofNullable(payments.get(paymentId))
            .filter(payment -> payment.getCurrency().equals(returned.getCurrency()))
            .map(Payment::getPaymentId));
  }

  private static StatementLine line(
      TransactionType type,
      Event event,
      BillingCalendar calendar,
      String description,
      String category,
      long amountMinor) {
    Instant time = Instant.ofEpochMilli(event.eventTimeMillis());
    LocalDate transactionDate = calendar.dayOf(time);
    return new StatementLine(
        type,
        event.id(),
        transactionDate,
        postingDate(type, event, transactionDate, calendar),
        time,
        description,
        category,
        amountMinor);
  }

  /** A payment counts from the day that it came on: 12 CFR 1026.10(a). */
  private static LocalDate postingDate(
      TransactionType type, Event event, LocalDate transactionDate, BillingCalendar calendar) {
    LocalDate effective = calendar.dayOf(Instant.ofEpochMilli(event.effectiveFromMillis()));
    return type == TransactionType.PAYMENT || effective.isBefore(transactionDate)
        ? transactionDate
        : effective;
  }
}
