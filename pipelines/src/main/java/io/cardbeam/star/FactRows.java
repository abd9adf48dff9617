package io.cardbeam.star;

import io.cardbeam.billing.TransactionType;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Reason;
import io.cardbeam.event.Refund;
import io.cardbeam.label.CardLabels;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.table.FactAuthorization;
import io.cardbeam.table.FactTransaction;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of the facts of one card, with the keys of the members that were valid at event time. */
final class FactRows {
  private final String cardToken;
  private final long cardKey;
  private final CardholderVersions holder;
  private final CardLabels labels;
  private final TransferFlags flags;
  private final Map<String, Purchase> purchases;
  private final Map<String, Chargeback> chargebacks;
  private final Set<String> requestIds;
  private final KnownKeys<String> authorizationKeys;
  private final KnownKeys<String> merchantKeys = new KnownKeys<>(SurrogateKey::ofMerchant);
  private final KnownKeys<String> categoryKeys = new KnownKeys<>(SurrogateKey::ofCategory);
  private final KnownKeys<String> outcomeKeys = new KnownKeys<>(SurrogateKey::ofOutcome);

  /**
   * Facts of a card.
   *
   * @param labels what the card's requests turned out to be
   * @param flags what its transactions don't match
   * @param purchases the card's, by their id, for what is given back
   * @param chargebacks the card's, by their id, for what is decided
   * @param requestIds ids of the card's requests, which are the authorizations one can join
   */
  FactRows(
      String cardToken,
      CardholderVersions holder,
      CardLabels labels,
      TransferFlags flags,
      Map<String, Purchase> purchases,
      Map<String, Chargeback> chargebacks,
      Set<String> requestIds) {
    this.cardToken = cardToken;
    this.cardKey = SurrogateKey.ofCard(cardToken);
    this.authorizationKeys =
        new KnownKeys<>(request -> SurrogateKey.ofAuthorization(cardToken, request));
    this.holder = holder;
    this.labels = labels;
    this.flags = flags;
    this.purchases = purchases;
    this.chargebacks = chargebacks;
    this.requestIds = requestIds;
  }

  /**
   * The row of a cleared transaction.
   *
   * @throws IllegalArgumentException if the event clears nothing
   */
  FactTransaction transaction(Event event) {
    FactTransaction.Builder row =
        switch (event.type()) {
          case PURCHASE -> purchase(event.body(Purchase.class));
          case REFUND -> refund(event.body(Refund.class));
          case CHARGEBACK -> chargeback(event.body(Chargeback.class));
          case CHARGEBACK_RESOLUTION -> resolution(event.body(ChargebackResolution.class));
          case PAYMENT -> payment(event.body(Payment.class));
          case PAYMENT_RETURNED -> returned(event.body(PaymentReturned.class));
          default ->
              throw new IllegalArgumentException(event.type() + " is no cleared transaction");
        };
    return row.setLedgerFlags(MoneyEvent.of(event).map(flags::of).orElse("")).build();
  }

  private FactTransaction.Builder purchase(Purchase purchase) {
    return begin(TransactionType.PURCHASE, purchase.getPurchaseId(), purchase.getEventTime())
        .setPurchaseId(purchase.getPurchaseId())
        .setAuthorizationKey(authorizationKey(purchase.getAuthorizationId()))
        .setMerchantKey(merchantKeys.of(purchase.getMerchantId()))
        .setCategoryKey(categoryKeys.of(purchase.getCategory()))
        .setPostedAt(purchase.getEffectiveFrom())
        .setAmountMinor(TransactionType.PURCHASE.signed(purchase.getAmountMinor()))
        .setCurrency(purchase.getCurrency())
        .setIsFraud(labels.isFraud(purchase.getAuthorizationId(), purchase.getPurchaseId()));
  }

  private FactTransaction.Builder refund(Refund refund) {
    return givenBack(
            begin(TransactionType.REFUND, refund.getRefundId(), refund.getEventTime()),
            refund.getPurchaseId(),
            refund.getAuthorizationId())
        .setPostedAt(refund.getEffectiveFrom())
        .setAmountMinor(TransactionType.REFUND.signed(refund.getAmountMinor()))
        .setCurrency(refund.getCurrency());
  }

  private FactTransaction.Builder chargeback(Chargeback chargeback) {
    return givenBack(
            begin(
                TransactionType.CHARGEBACK,
                chargeback.getChargebackId(),
                chargeback.getEventTime()),
            chargeback.getPurchaseId(),
            chargeback.getAuthorizationId())
        .setPostedAt(chargeback.getEventTime())
        .setAmountMinor(TransactionType.CHARGEBACK.signed(chargeback.getAmountMinor()))
        .setCurrency(chargeback.getCurrency());
  }

  private FactTransaction.Builder resolution(ChargebackResolution resolution) {
    TransactionType type = TransactionType.of(resolution.getOutcome());
    return givenBack(
            begin(type, resolution.getResolutionId(), resolution.getEventTime()),
            disputed(resolution),
            resolution.getAuthorizationId())
        .setPostedAt(resolution.getEventTime())
        .setAmountMinor(type.signed(resolution.getAmountMinor()))
        .setCurrency(resolution.getCurrency());
  }

  /**
   * The chargeback's purchase says whose dispute it is; the resolution's own, where that is not
   * known.
   */
  private String disputed(ChargebackResolution resolution) {
    Chargeback chargeback = chargebacks.get(resolution.getChargebackId());
    return chargeback == null ? resolution.getPurchaseId() : chargeback.getPurchaseId();
  }

  private FactTransaction.Builder payment(Payment payment) {
    return ofNoMerchant(TransactionType.PAYMENT, payment.getPaymentId(), payment.getEventTime())
        .setPostedAt(payment.getEffectiveFrom())
        .setAmountMinor(TransactionType.PAYMENT.signed(payment.getAmountMinor()))
        .setCurrency(payment.getCurrency());
  }

  private FactTransaction.Builder returned(PaymentReturned returned) {
    TransactionType type = TransactionType.PAYMENT_RETURNED;
    return ofNoMerchant(type, returned.getReturnId(), returned.getEventTime())
        .setPostedAt(returned.getEffectiveFrom())
        .setAmountMinor(type.signed(returned.getAmountMinor()))
        .setCurrency(returned.getCurrency());
  }

  private FactTransaction.Builder ofNoMerchant(TransactionType type, String id, Instant eventTime) {
    return begin(type, id, eventTime)
        .setAuthorizationKey(SurrogateKey.UNKNOWN)
        .setMerchantKey(SurrogateKey.UNKNOWN)
        .setCategoryKey(SurrogateKey.UNKNOWN)
        .setIsFraud(false);
  }

  private FactTransaction.Builder begin(TransactionType type, String id, Instant eventTime) {
    return FactTransaction.newBuilder()
        .setTransactionKey(SurrogateKey.ofTransaction(type, cardToken, id))
        .setTransactionId(id)
        .setTransactionType(type.name())
        .setDateKey(CalendarKey.ofDate(eventTime))
        .setTimeOfDayKey(CalendarKey.ofTimeOfDay(eventTime))
        .setCustomerKey(holder.customerKeyAt(eventTime))
        .setAddressKey(holder.addressKeyAt(eventTime))
        .setCardKey(cardKey)
        .setEventTime(eventTime);
  }

  /** Merchant and category are the purchase's; they are unknown where it is not on this card. */
  private FactTransaction.Builder givenBack(
      FactTransaction.Builder row, String purchaseId, String authorizationId) {
    Purchase purchase = purchases.get(purchaseId);
    String requestId = purchase == null ? authorizationId : purchase.getAuthorizationId();
    return row.setPurchaseId(purchaseId.isEmpty() ? null : purchaseId)
        .setAuthorizationKey(authorizationKey(authorizationId))
        .setIsFraud(labels.isFraud(requestId, purchaseId))
        .setMerchantKey(
            purchase == null ? SurrogateKey.UNKNOWN : merchantKeys.of(purchase.getMerchantId()))
        .setCategoryKey(
            purchase == null ? SurrogateKey.UNKNOWN : categoryKeys.of(purchase.getCategory()));
  }

  private long authorizationKey(String requestId) {
    return requestIds.contains(requestId) ? authorizationKeys.of(requestId) : SurrogateKey.UNKNOWN;
  }

  /** The row of a request with its answer. */
  FactAuthorization authorization(AnsweredRequest answer) {
    AuthorizationRequest request = answer.request();
    AuthorizationDecision decision = answer.decision();
    Instant eventTime = request.getEventTime();
    return FactAuthorization.newBuilder()
        .setAuthorizationKey(authorizationKeys.of(request.getRequestId()))
        .setRequestId(request.getRequestId())
        .setDateKey(CalendarKey.ofDate(eventTime))
        .setTimeOfDayKey(CalendarKey.ofTimeOfDay(eventTime))
        .setCustomerKey(holder.customerKeyAt(eventTime))
        .setAddressKey(holder.addressKeyAt(eventTime))
        .setCardKey(cardKey)
        .setMerchantKey(merchantKeys.of(request.getMerchantId()))
        .setCategoryKey(categoryKeys.of(request.getCategory()))
        .setOutcomeKey(outcomeKeys.of(decision.getOutcome().name()))
        .setChannel(request.getChannel().name())
        .setEventTime(eventTime)
        .setAmountMinor(request.getAmountMinor())
        .setCurrency(request.getCurrency())
        .setFraudProbability(decision.getFraudProbability())
        .setIsFraud(labels.isFraud(request.getRequestId()))
        .setReasonCodes(joined(decision.getReasons(), Reason::getCode, ","))
        .setReasons(joined(decision.getReasons(), Reason::getText, "; "))
        .setPolicyVersion(decision.getPolicyVersion())
        .setModelVersion(decision.getModelVersion())
        .setMerchantCity(request.getMerchantCity())
        .setMerchantState(request.getMerchantState())
        .setMerchantLatitude(request.getMerchantLatitude())
        .setMerchantLongitude(request.getMerchantLongitude())
        .build();
  }

  private static String joined(
      List<Reason> reasons, Function<Reason, String> part, String separator) {
    return reasons.isEmpty()
        ? ""
        : reasons.stream().map(part).collect(Collectors.joining(separator));
  }
}
