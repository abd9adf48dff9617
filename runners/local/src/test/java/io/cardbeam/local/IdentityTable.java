package io.cardbeam.local;

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
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A table of what can come under an identity (type, card and id) that another event has. Each cell,
 * a kind of event and what its second copy says, is a card of its own on which an event of each
 * kind happened. All cards use the same ids, so each cell also has its ids on other cards.
 */
final class IdentityTable {
  /** The rows: kinds of event that come in. */
  static final List<EventType> KINDS =
      List.of(
          EventType.AUTHORIZATION_REQUEST,
          EventType.CARD_UPDATE,
          EventType.PURCHASE,
          EventType.REVERSAL,
          EventType.REFUND,
          EventType.CHARGEBACK,
          EventType.CHARGEBACK_RESOLUTION,
          EventType.PAYMENT,
          EventType.PAYMENT_RETURNED,
          EventType.FRAUD_FINDING);

  /** The columns. */
  enum Second {
    /** The same content; of a request at another time, which is not content. */
    COPY,
    /** Another content at the same time. */
    OTHER_AT_ONCE,
    /** Another content at a later time. */
    OTHER_LATER,
    /** Another content at an earlier time: it stands behind the first in the log all the same. */
    OTHER_EARLIER
  }

  /** A card on which nothing came twice. */
  static final String PLAIN = "plain-card";

  /** Asked on each card after everything else. */
  static final String LAST_REQUEST = "last";

  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private static final Duration BETWEEN = Duration.ofMinutes(90);

  private IdentityTable() {}

  /** Token of the card of a cell. */
  static String card(EventType kind, Second second) {
    return kind + "-" + second;
  }

  /** What is sent, in this order. */
  static List<Event> events() {
    List<Event> all = new ArrayList<>(ofCard(PLAIN));
    for (EventType kind : KINDS) {
      for (Second second : Second.values()) {
        List<Event> events = ofCard(card(kind, second));
        Event first = events.stream().filter(e -> e.type() == kind).findFirst().orElseThrow();
        events.add(events.size() - 1, second(first, second));
        all.addAll(events);
      }
    }
    return all;
  }

  private static Event second(Event first, Second second) {
    return switch (second) {
      case COPY ->
          first.type() == EventType.AUTHORIZATION_REQUEST
              ? with(first, "event_time", time(first).plus(BETWEEN))
              : first;
      case OTHER_AT_ONCE -> other(first);
      case OTHER_LATER -> with(other(first), "event_time", time(first).plus(BETWEEN));
      case OTHER_EARLIER -> with(other(first), "event_time", time(first).minus(BETWEEN));
    };
  }

  private static Instant time(Event event) {
    return Instant.ofEpochMilli(event.eventTimeMillis());
  }

  private static Event other(Event first) {
    return switch (first.type()) {
      case CARD_UPDATE -> with(first, "status", CardStatus.BLOCKED);
      case FRAUD_FINDING -> with(first, "verdict", FindingVerdict.FRAUD);
      default -> with(first, "amount_minor", 9_99L);
    };
  }

  private static Event with(Event event, String field, Object value) {
    Schema schema = event.type().schema();
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(schema.getField(field).pos(), value);
    return Event.of(body);
  }

  private static List<Event> ofCard(String card) {
    List<SpecificRecord> bodies = new ArrayList<>();
    bodies.add(update(card));
    bodies.add(request("x1", card, at(1), 50_00));
    bodies.add(purchase(card, at(2)));
    bodies.add(reversal(card, at(3)));
    bodies.add(refund(card, at(4)));
    bodies.add(payment(card, at(5)));
    bodies.add(returned(card, at(5)));
    bodies.add(finding(card, at(6)));
    bodies.add(chargeback(card, at(7)));
    bodies.add(resolution(card, at(8)));
    bodies.add(request(LAST_REQUEST, card, START.plus(Duration.ofDays(9)), 60_00));
    return new ArrayList<>(bodies.stream().map(Event::of).toList());
  }

  private static Instant at(int hours) {
    return START.plus(Duration.ofHours(2L * hours));
  }

  private static CardUpdate update(String card) {
    return CardUpdate.newBuilder()
        .setUpdateId("x1")
        .setCardToken(card)
        .setEventTime(START)
        .setKind(CardUpdateKind.ISSUED)
        .setStatus(CardStatus.ACTIVE)
        .setLastFour("1234")
        .setCreditLimitMinor(500_000L)
        .setCurrency("USD")
        .setCardholder(
            Cardholder.newBuilder()
                .setFirstName("Ada")
                .setLastName("Berg")
                .setStreet("1 Elm Street")
                .setCity("Vienna")
                .setState("VA")
                .setPostalCode("22180")
                .setLatitude(38.9)
                .setLongitude(-77.26)
                .build())
        .build();
  }

  private static AuthorizationRequest request(String id, String card, Instant at, long amount) {
    return AuthorizationRequest.newBuilder()
        .setRequestId(id)
        .setCardToken(card)
        .setEventTime(at)
        .setAmountMinor(amount)
        .setCurrency("USD")
        .setMerchantId("m-1")
        .setMerchantName("Kaffeehaus")
        .setCategory("food_dining")
        .setChannel(Channel.CARD_PRESENT)
        .setMerchantLatitude(38.9)
        .setMerchantLongitude(-77.2)
        .setMerchantCity("Vienna")
        .setMerchantState("VA")
        .build();
  }

  private static Purchase purchase(String card, Instant at) {
    return Purchase.newBuilder()
        .setPurchaseId("x1")
        .setAuthorizationId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setEffectiveFrom(PostingCutOff.after(at))
        .setAmountMinor(40_00)
        .setCurrency("USD")
        .setMerchantId("m-1")
        .setMerchantName("Kaffeehaus")
        .setCategory("food_dining")
        .build();
  }

  private static Reversal reversal(String card, Instant at) {
    return Reversal.newBuilder()
        .setReversalId("x1")
        .setAuthorizationId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setEffectiveFrom(PostingCutOff.after(at))
        .setAmountMinor(10_00)
        .setCurrency("USD")
        .build();
  }

  private static Refund refund(String card, Instant at) {
    return Refund.newBuilder()
        .setRefundId("x1")
        .setPurchaseId("x1")
        .setAuthorizationId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setEffectiveFrom(PostingCutOff.after(at))
        .setAmountMinor(5_00)
        .setCurrency("USD")
        .setMerchantName("Kaffeehaus")
        .build();
  }

  private static Payment payment(String card, Instant at) {
    return Payment.newBuilder()
        .setPaymentId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setEffectiveFrom(PostingCutOff.after(at))
        .setAmountMinor(7_00)
        .setCurrency("USD")
        .setMethod("ACH")
        .build();
  }

  private static PaymentReturned returned(String card, Instant at) {
    return PaymentReturned.newBuilder()
        .setReturnId("x1")
        .setPaymentId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setEffectiveFrom(PostingCutOff.after(at))
        .setAmountMinor(2_00)
        .setCurrency("USD")
        .setReason("R01")
        .build();
  }

  private static FraudFinding finding(String card, Instant at) {
    return FraudFinding.newBuilder()
        .setFindingId("x1")
        .setRequestId("x1")
        .setRequestTime(at(1))
        .setCardToken(card)
        .setEventTime(at)
        .setVerdict(FindingVerdict.GENUINE)
        .setSource(FindingSource.CARDHOLDER)
        .setNote("asked on the telephone")
        .build();
  }

  private static Chargeback chargeback(String card, Instant at) {
    return Chargeback.newBuilder()
        .setChargebackId("x1")
        .setPurchaseId("x1")
        .setAuthorizationId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setAmountMinor(35_00)
        .setCurrency("USD")
        .setReason("I never was there")
        .build();
  }

  private static ChargebackResolution resolution(String card, Instant at) {
    return ChargebackResolution.newBuilder()
        .setResolutionId("x1")
        .setChargebackId("x1")
        .setPurchaseId("x1")
        .setAuthorizationId("x1")
        .setCardToken(card)
        .setEventTime(at)
        .setOutcome(ChargebackOutcome.REJECTED)
        .setAmountMinor(35_00)
        .setCurrency("USD")
        .setReason("The merchant has a signature")
        .build();
  }
}
