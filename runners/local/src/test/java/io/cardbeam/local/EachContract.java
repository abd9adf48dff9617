package io.cardbeam.local;

import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.TrafficException;
import io.cardbeam.event.AddressCount;
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
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A record of each contract that people and programs send, on a card of its own, so that each lies
 * in a stream's state. None of it changes an answer to another card.
 */
final class EachContract {
  /** A purchase that is booked. */
  static final String PURCHASE = "own-purchase";

  /** One that is refused, as its currency is not that of its authorization. */
  static final String FOREIGN = "own-foreign";

  /** A refund of the booked one, sent to a later version of the stream. */
  static final String LATE_REFUND = "own-late-refund";

  private static final String CARD = "own-card";
  private static final String MERCHANT = "Kaffeehaus";
  private static final long AMOUNT_MINOR = 12_34;

  private final Instant at;

  /**
   * @param at event time of them all
   */
  EachContract(Instant at) {
    this.at = at;
  }

  /** The contracts whose records can lie in state. */
  static List<Schema> inState() {
    List<Schema> schemas = new ArrayList<>();
    for (EventType type : EventType.values()) {
      schemas.add(type.schema());
    }
    schemas.add(RuleVersion.getClassSchema());
    schemas.add(ListEntry.getClassSchema());
    schemas.add(AddressCount.getClassSchema());
    return schemas;
  }

  /** Sends one of each. */
  void send(EventSender sender) throws TrafficException {
    sender.send(
        RuleRecord.of(
            new RuleVersion(
                "own-rule",
                1,
                RuleState.DRAFT,
                at,
                at.minusSeconds(10),
                RuleAction.DECLINE,
                1,
                "amount > 1",
                "RULE_OWN",
                "a rule that is not in force",
                "ana")));
    sender.send(
        RuleRecord.of(
            new ListEntry(
                ListName.BLOCK_CARD, "no-card", at, null, true, at.minusSeconds(10), "a test")));
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    sender.send(
        new AddressCount(
            "an-address-that-nobody",
            hour,
            1,
            hour.plusSeconds(1),
            hour.plus(2, ChronoUnit.HOURS),
            hour));
    for (Event event : events()) {
      sender.send(event);
    }
    sender.flush();
  }

  private List<Event> events() {
    return List.of(
        Event.of(
            CardUpdate.newBuilder()
                .setUpdateId("own-update")
                .setCardToken(CARD)
                .setEventTime(at)
                .setKind(CardUpdateKind.ISSUED)
                .setStatus(CardStatus.ACTIVE)
                .setLastFour("1234")
                .setCreditLimitMinor(5_000_00L)
                .setCurrency("USD")
                .setCardholder(cardholder())
                .build()),
        request("own-request"),
        request("own-other"),
        purchase(PURCHASE, "own-request", "USD"),
        purchase(FOREIGN, "own-other", "EUR"),
        refund("own-refund", AMOUNT_MINOR / 2),
        Event.of(
            Chargeback.newBuilder()
                .setChargebackId("own-chargeback")
                .setPurchaseId(PURCHASE)
                .setAuthorizationId("own-request")
                .setCardToken(CARD)
                .setEventTime(at.plusSeconds(60))
                .setAmountMinor(1L)
                .setCurrency("USD")
                .setReason("one cent too much")
                .build()),
        Event.of(
            ChargebackResolution.newBuilder()
                .setResolutionId("own-resolution")
                .setChargebackId("own-chargeback")
                .setPurchaseId(PURCHASE)
                .setAuthorizationId("own-request")
                .setCardToken(CARD)
                .setEventTime(at.plusSeconds(120))
                .setOutcome(ChargebackOutcome.REJECTED)
                .setAmountMinor(1L)
                .setCurrency("USD")
                .setReason("the price was on the menu")
                .build()),
        Event.of(
            FraudFinding.newBuilder()
                .setFindingId("own-finding")
                .setRequestId("own-request")
                .setRequestTime(at)
                .setCardToken(CARD)
                .setEventTime(at.plusSeconds(180))
                .setVerdict(FindingVerdict.GENUINE)
                .setSource(FindingSource.CARDHOLDER)
                .setNote("asked on the telephone")
                .build()),
        Event.of(
            Reversal.newBuilder()
                .setReversalId("own-reversal")
                .setAuthorizationId("own-other")
                .setCardToken(CARD)
                .setEventTime(at)
                .setEffectiveFrom(PostingCutOff.after(at))
                .setAmountMinor(AMOUNT_MINOR)
                .setCurrency("USD")
                .build()),
        Event.of(
            Payment.newBuilder()
                .setPaymentId("own-payment")
                .setCardToken(CARD)
                .setEventTime(at)
                .setEffectiveFrom(PostingCutOff.after(at))
                .setAmountMinor(AMOUNT_MINOR)
                .setCurrency("USD")
                .setMethod("ACH")
                .build()),
        Event.of(
            PaymentReturned.newBuilder()
                .setReturnId("own-return")
                .setPaymentId("own-payment")
                .setCardToken(CARD)
                .setEventTime(at.plusSeconds(240))
                .setEffectiveFrom(PostingCutOff.after(at.plusSeconds(240)))
                .setAmountMinor(1L)
                .setCurrency("USD")
                .setReason("R01")
                .build()));
  }

  private Event request(String id) {
    return Event.of(
        AuthorizationRequest.newBuilder()
            .setRequestId(id)
            .setCardToken(CARD)
            .setEventTime(at)
            .setAmountMinor(AMOUNT_MINOR)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName(MERCHANT)
            .setCategory("food_dining")
            .setChannel(Channel.CARD_PRESENT)
            .setMerchantCity("Columbus")
            .setMerchantState("OH")
            .build());
  }

  private Event purchase(String id, String authorization, String currency) {
    return Event.of(
        Purchase.newBuilder()
            .setPurchaseId(id)
            .setAuthorizationId(authorization)
            .setCardToken(CARD)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(AMOUNT_MINOR)
            .setCurrency(currency)
            .setMerchantId("m-1")
            .setMerchantName(MERCHANT)
            .setCategory("food_dining")
            .setItems(List.of(new PurchaseItem("Melange", 1, AMOUNT_MINOR)))
            .build());
  }

  /** A refund of the booked purchase. */
  Event refund(String id, long amountMinor) {
    return Event.of(
        Refund.newBuilder()
            .setRefundId(id)
            .setPurchaseId(PURCHASE)
            .setAuthorizationId("own-request")
            .setCardToken(CARD)
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantName(MERCHANT)
            .build());
  }

  private static Cardholder cardholder() {
    return Cardholder.newBuilder()
        .setFirstName("Ada")
        .setLastName("Berg")
        .setGender("F")
        .setStreet("1 High Street")
        .setCity("Columbus")
        .setState("OH")
        .setPostalCode("04320")
        .setLatitude(39.96)
        .setLongitude(-83.0)
        .setCityPopulation(905_748)
        .setJob("Surveyor")
        .setBirthDate(LocalDate.of(1980, 2, 29))
        .build();
  }
}
