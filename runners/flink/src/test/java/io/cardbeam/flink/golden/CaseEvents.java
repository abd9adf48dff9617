package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The events of a case. A step names what it is about, and what that is about is looked up. */
final class CaseEvents {
  private static final String MERCHANT = "Corner Shop";

  private final Map<String, String> subjects = new HashMap<>();

  private CaseEvents() {}

  /** All of them, with offsets if the case has any. */
  static List<Event> of(MoneyCase moneyCase) {
    CaseEvents events = new CaseEvents();
    for (CaseStep step : moneyCase.steps()) {
      for (int i = 0; i < step.times(); i++) {
        events.subjects.putIfAbsent(key(step, step.id(i)), subject(step, i));
      }
    }
    List<Event> all = new ArrayList<>();
    moneyCase.cards().values().forEach(card -> all.add(card.issue()));
    for (CaseStep step : moneyCase.steps()) {
      for (int i = 0; i < step.times(); i++) {
        all.add(Event.of(events.record(step, i)));
      }
    }
    return moneyCase.hasOffsets() ? withOffsets(all) : all;
  }

  private static List<Event> withOffsets(List<Event> events) {
    Map<Topic, Long> offsets = new EnumMap<>(Topic.class);
    return events.stream()
        .map(
            event ->
                new Event(
                    event.type(), offsets.merge(event.type().topic(), 1L, Long::sum), event.body()))
        .toList();
  }

  private static String key(CaseStep step, String id) {
    return step.card().name() + " " + id;
  }

  /** Of one step that is done several times the one of the same number. */
  private static String subject(CaseStep step, int number) {
    return step.more().path("of_each").asBoolean() ? step.of() + "-" + (number + 1) : step.of();
  }

  /** What an event of the case is about; the id itself if the case does not have it. */
  private String subjectOf(CaseStep step, String id) {
    String subject = subjects.getOrDefault(key(step, id), "");
    return subject.isEmpty() ? "none-of-" + id : subject;
  }

  private SpecificRecord record(CaseStep step, int number) {
    String of = subject(step, number);
    return switch (step.kind()) {
      case "request", "probe" -> request(step, number);
      case "purchase" -> purchase(step, number, of);
      case "reversal" ->
          new Reversal(
              step.id(number),
              of,
              step.card().token(),
              step.at(number),
              effective(step, number),
              step.amountMinor(),
              step.currency());
      case "refund" ->
          new Refund(
              step.id(number),
              of,
              subjectOf(step, of),
              step.card().token(),
              step.at(number),
              effective(step, number),
              step.amountMinor(),
              step.currency(),
              MERCHANT);
      case "payment" ->
          new Payment(
              step.id(number),
              step.card().token(),
              step.at(number),
              effective(step, number),
              step.amountMinor(),
              step.currency(),
              "ACH");
      case "returned" ->
          new PaymentReturned(
              step.id(number),
              of,
              step.card().token(),
              step.at(number),
              effective(step, number),
              step.amountMinor(),
              step.currency(),
              "R01");
      case "chargeback" ->
          new Chargeback(
              step.id(number),
              of,
              subjectOf(step, of),
              step.card().token(),
              step.at(number),
              step.amountMinor(),
              step.currency(),
              "not mine");
      case "upheld", "rejected" -> resolution(step, number, of);
      default -> throw new IllegalArgumentException("no such event: " + step.kind());
    };
  }

  private static Instant effective(CaseStep step, int number) {
    return PostingCutOff.after(step.at(number));
  }

  private static AuthorizationRequest request(CaseStep step, int number) {
    return AuthorizationRequest.newBuilder()
        .setRequestId(step.id(number))
        .setCardToken(step.card().token())
        .setEventTime(step.at(number))
        .setAmountMinor(step.amountMinor())
        .setCurrency(step.currency())
        .setMerchantId("m-1")
        .setMerchantName(MERCHANT)
        .setCategory("grocery_pos")
        .setChannel(Channel.CARD_PRESENT)
        .build();
  }

  private static Purchase purchase(CaseStep step, int number, String of) {
    return Purchase.newBuilder()
        .setPurchaseId(step.id(number))
        .setAuthorizationId(of.isEmpty() ? "none-of-" + step.id(number) : of)
        .setCardToken(step.card().token())
        .setEventTime(step.at(number))
        .setEffectiveFrom(effective(step, number))
        .setAmountMinor(step.amountMinor())
        .setCurrency(step.currency())
        .setMerchantId("m-1")
        .setMerchantName(MERCHANT)
        .setCategory("grocery_pos")
        .build();
  }

  private ChargebackResolution resolution(CaseStep step, int number, String of) {
    String purchase = subjectOf(step, of);
    return new ChargebackResolution(
        step.id(number),
        of,
        purchase,
        subjectOf(step, purchase),
        step.card().token(),
        step.at(number),
        ChargebackOutcome.valueOf(step.kind().toUpperCase(Locale.ROOT)),
        step.amountMinor(),
        step.currency(),
        "decided");
  }
}
