package io.cardbeam.sample;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.Outcome;
import io.cardbeam.profile.KnownEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every kind of event under an identity (type, card and id) that another one has: as a copy, and
 * with another content. Each case is a card of its own, on which an event of each kind happened;
 * all cards use the same ids, so each case also has its ids on other cards.
 */
public final class IdentityCases {
  /** Kinds that come in. */
  public static final List<EventType> KINDS =
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

  /** A card on which nothing came twice. */
  public static final String PLAIN = "plain-card";

  /** Asked on each card after everything else. */
  public static final String LAST_REQUEST = "last";

  private IdentityCases() {}

  /** What came, in the order in which it came, with the places of each card's log. */
  public static List<Event> events() {
    List<Event> all = new ArrayList<>(ofCard(PLAIN));
    for (EventType kind : KINDS) {
      all.addAll(ofCard(card(kind, "copy"), kind, IdentityCases::copied));
      all.addAll(ofCard(card(kind, "conflict"), kind, IdentityCases::otherContent));
    }
    all.sort(Comparator.comparingLong(Event::position).thenComparing(event -> event.cardToken()));
    return all;
  }

  /**
   * A card on which an event of each kind comes a second time, when a stream has forgotten the
   * first: so much of either topic came between.
   */
  public static List<Event> forgotten(String card, boolean sameContent) {
    List<Event> first = ofCard(card);
    first.remove(first.size() - 1);
    List<Event> events = new ArrayList<>(first);
    for (int i = 0; i < KnownEvents.MAX_TRANSACTIONS; i++) {
      place(events, SampleEvents.payment("f" + i, card, at(9), 1_00));
    }
    for (int i = 0; i < KnownEvents.MAX_CARD_EVENTS; i++) {
      place(
          events, SampleEvents.cardUpdate("f" + i, card, at(9), CardStatus.ACTIVE, "1 Old Street"));
      place(
          events,
          Event.of(
              SampleEvents.decided("f" + i, card, at(10).plus(i, HOURS), 1_00, Outcome.APPROVED)
                  .request()));
    }
    for (Event event : first) {
      place(events, sameContent ? copied(event) : otherContent(event));
    }
    return events;
  }

  /** Token of the card of a case. */
  public static String card(EventType kind, String second) {
    return kind + "-" + second;
  }

  /** By the slow way: of each identity the event with the lowest place. */
  public static Map<Event.Identity, Event> standing(List<Event> events) {
    Map<Event.Identity, Event> first = new HashMap<>();
    for (Event event : events) {
      first.merge(event.identity(), event, (a, b) -> a.position() < b.position() ? a : b);
    }
    return first;
  }

  /** By the slow way: those that say something else than what stands. */
  public static List<Event> conflicts(List<Event> events) {
    Map<Event.Identity, Event> first = standing(events);
    return events.stream()
        .filter(event -> !event.said().equals(first.getOrDefault(event.identity(), event).said()))
        .toList();
  }

  private static List<Event> ofCard(String card) {
    List<Event> events = new ArrayList<>();
    place(events, SampleEvents.cardUpdate("u1", card, START, CardStatus.ACTIVE, "1 Old Street"));
    place(
        events,
        Event.of(SampleEvents.decided("a1", card, at(1), 50_00, Outcome.APPROVED).request()));
    place(events, SampleEvents.purchase("p1", "a1", card, at(2), 40_00));
    place(events, SampleEvents.reversal("p1", "a1", card, at(3), 10_00));
    place(events, SampleEvents.refund("p1", "p1", "a1", card, at(4), 5_00));
    place(events, SampleEvents.payment("p1", card, at(5), 7_00));
    place(events, SampleEvents.returned("p1", "p1", card, at(5), 2_00));
    place(events, SampleEvents.finding("a1", "a1", at(1), card, at(6), FindingVerdict.GENUINE));
    place(events, SampleEvents.chargeback("p1", "p1", "a1", card, at(7), 35_00));
    place(
        events,
        SampleEvents.resolution(
            "p1", "p1", "p1", "a1", card, at(8), ChargebackOutcome.REJECTED, 35_00));
    place(
        events,
        Event.of(
            SampleEvents.decided(LAST_REQUEST, card, START.plus(9, DAYS), 60_00, Outcome.APPROVED)
                .request()));
    return events;
  }

  private interface Second {
    Event of(Event first);
  }

  /** The second comes right before the last request. */
  private static List<Event> ofCard(String card, EventType kind, Second second) {
    List<Event> events = new ArrayList<>(ofCard(card));
    Event last = events.remove(events.size() - 1);
    Event first = events.stream().filter(e -> e.type() == kind).findFirst().orElseThrow();
    place(events, second.of(first));
    place(events, last);
    return events;
  }

  private static void place(List<Event> events, Event event) {
    events.add(new Event(event.type(), events.size(), event.body()));
  }

  private static Instant at(int hours) {
    return START.plus(hours, HOURS);
  }

  /** A request is the same when it is asked again at another time. */
  private static Event copied(Event first) {
    return first.type() == EventType.AUTHORIZATION_REQUEST
        ? with(first, "event_time", Instant.ofEpochMilli(first.eventTimeMillis()).plusSeconds(90))
        : first;
  }

  private static Event otherContent(Event first) {
    return switch (first.type()) {
      case CARD_UPDATE -> with(first, "status", CardStatus.BLOCKED);
      case FRAUD_FINDING -> with(first, "verdict", FindingVerdict.FRAUD);
      case AUTHORIZATION_REQUEST -> with(first, "amount_minor", 99_99L);
      case PAYMENT, PAYMENT_RETURNED -> with(first, "amount_minor", 400_00L);
      default ->
          first.type().topic() == Topic.TRANSACTIONS
              ? with(first, "effective_from", Instant.ofEpochMilli(first.effectiveFromMillis() + 1))
              : with(first, "reason", "another");
    };
  }

  private static Event with(Event event, String field, Object value) {
    Schema schema = event.type().schema();
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(schema.getField(field).pos(), value);
    return new Event(event.type(), event.position(), body);
  }
}
