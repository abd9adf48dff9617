package io.cardbeam.sample;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Reason;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Valid events with the few things that a test wants to choose. */
public final class SampleEvents {
  /** When the samples begin. */
  public static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private SampleEvents() {}

  public static Decided decided(
      String id, String card, Instant at, long amountMinor, Outcome outcome) {
    return decided(id, card, at, amountMinor, outcome, "Kaffeehaus");
  }

  public static Decided decided(
      String id, String card, Instant at, long amountMinor, Outcome outcome, String merchant) {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(id)
            .setCardToken(card)
            .setEventTime(at)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantId("m-" + merchant.hashCode())
            .setMerchantName(merchant)
            .setCategory("food_dining")
            .setChannel(Channel.CARD_PRESENT)
            .setMerchantLatitude(48.2)
            .setMerchantLongitude(16.37)
            .setMerchantCity("Vienna")
            .setMerchantState("VA")
            .build();
    AuthorizationDecision decision =
        AuthorizationDecision.newBuilder()
            .setRequestId(id)
            .setCardToken(card)
            .setEventTime(at)
            .setOutcome(outcome)
            .setFraudProbability(0.25)
            .setReasons(
                outcome == Outcome.APPROVED
                    ? List.of()
                    : List.of(
                        new Reason("VELOCITY", "9 requests in 10 min", null),
                        new Reason("NEW_MERCHANT", "first time here", null)))
            .setPolicyVersion("rules-1")
            .setModelVersion("none")
            .build();
    return new Decided(
        request, decision, new Decided.CardFacts("1234", "Vienna", "VA", 48.2, 16.37));
  }

  public static Event purchase(
      String id, String authorization, String card, Instant at, long amountMinor) {
    return purchase(id, authorization, card, at, amountMinor, "USD");
  }

  public static Event purchase(
      String id, String authorization, String card, Instant at, long amountMinor, String currency) {
    return Event.of(
        Purchase.newBuilder()
            .setPurchaseId(id)
            .setAuthorizationId(authorization)
            .setCardToken(card)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency(currency)
            .setMerchantId("m-1")
            .setMerchantName("Kaffeehaus")
            .setCategory("food_dining")
            .setItems(
                List.of(
                    new PurchaseItem("Melange", 1, amountMinor - 1),
                    new PurchaseItem("Sugar", 1, 1L)))
            .build());
  }

  public static Event refund(
      String id, String purchase, String authorization, String card, Instant at, long amountMinor) {
    return Event.of(
        Refund.newBuilder()
            .setRefundId(id)
            .setPurchaseId(purchase)
            .setAuthorizationId(authorization)
            .setCardToken(card)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantName("Kaffeehaus")
            .build());
  }

  public static Event chargeback(
      String id, String purchase, String authorization, String card, Instant at, long amountMinor) {
    return Event.of(
        Chargeback.newBuilder()
            .setChargebackId(id)
            .setPurchaseId(purchase)
            .setAuthorizationId(authorization)
            .setCardToken(card)
            .setEventTime(at)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setReason("I never was there")
            .build());
  }

  public static Event resolution(
      String id,
      String chargeback,
      String purchase,
      String authorization,
      String card,
      Instant at,
      ChargebackOutcome outcome,
      long amountMinor) {
    return Event.of(
        ChargebackResolution.newBuilder()
            .setResolutionId(id)
            .setChargebackId(chargeback)
            .setPurchaseId(purchase)
            .setAuthorizationId(authorization)
            .setCardToken(card)
            .setEventTime(at)
            .setOutcome(outcome)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setReason("The merchant has a signature")
            .build());
  }

  public static Event finding(
      String id,
      String request,
      Instant requestTime,
      String card,
      Instant at,
      FindingVerdict verdict) {
    return Event.of(
        FraudFinding.newBuilder()
            .setFindingId(id)
            .setRequestId(request)
            .setRequestTime(requestTime)
            .setCardToken(card)
            .setEventTime(at)
            .setVerdict(verdict)
            .setSource(FindingSource.CARDHOLDER)
            .setNote("asked on the telephone")
            .build());
  }

  public static Event reversal(
      String id, String authorization, String card, Instant at, long amountMinor) {
    return Event.of(
        Reversal.newBuilder()
            .setReversalId(id)
            .setAuthorizationId(authorization)
            .setCardToken(card)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .build());
  }

  public static Event payment(String id, String card, Instant at, long amountMinor) {
    return Event.of(
        Payment.newBuilder()
            .setPaymentId(id)
            .setCardToken(card)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMethod("ACH")
            .build());
  }

  public static Event returned(
      String id, String payment, String card, Instant at, long amountMinor) {
    return Event.of(
        PaymentReturned.newBuilder()
            .setReturnId(id)
            .setPaymentId(payment)
            .setCardToken(card)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setReason("R01")
            .build());
  }

  public static Event cardUpdate(
      String id, String card, Instant at, CardStatus status, String street) {
    return Event.of(
        CardUpdate.newBuilder()
            .setUpdateId(id)
            .setCardToken(card)
            .setEventTime(at)
            .setKind(
                status == CardStatus.ACTIVE
                    ? CardUpdateKind.CARDHOLDER_CHANGED
                    : CardUpdateKind.BLOCKED)
            .setStatus(status)
            .setLastFour("1234")
            .setCreditLimitMinor(500_000L)
            .setCurrency("USD")
            .setCardholder(
                Cardholder.newBuilder()
                    .setFirstName("Ada")
                    .setLastName("Berg")
                    .setGender("F")
                    .setStreet(street)
                    .setCity("Columbus")
                    .setState("OH")
                    .setPostalCode("04320")
                    .setLatitude(39.96)
                    .setLongitude(-83.0)
                    .setCityPopulation(905_748)
                    .setJob("Surveyor")
                    .setBirthDate(LocalDate.of(1980, 2, 29))
                    .build())
            .build());
  }
}
