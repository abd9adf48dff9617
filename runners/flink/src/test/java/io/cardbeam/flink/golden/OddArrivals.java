package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** How events arrive: most once and at their time, some late, twice, or with other content. */
final class OddArrivals {
  private static final Duration SOON = Duration.ofMinutes(10);

  private static final Drawn<Turn> TURNS =
      new Drawn<>(
          List.of(
              new Drawn.Odd<>(60, event -> List.of(inTime(event), late(event, SOON))),
              new Drawn.Odd<>(30, event -> List.of(inTime(event), late(dearer(event), SOON))),
              new Drawn.Odd<>(10, event -> List.of(inTime(event), late(earlier(event), SOON))),
              new Drawn.Odd<>(30, OddArrivals::askedAgain),
              new Drawn.Odd<>(30, event -> List.of(late(event, Duration.ofHours(3)))),
              new Drawn.Odd<>(20, event -> List.of(late(event, Duration.ofDays(3)))),
              new Drawn.Odd<>(3, event -> List.of(inTime(free(event))))));

  private OddArrivals() {}

  /**
   * An event that came.
   *
   * @param event what came
   * @param atMillis when, milliseconds since 1970 UTC
   */
  record Arrival(Event event, long atMillis) {}

  private interface Turn {
    List<Arrival> of(Event event);
  }

  /** How this one arrives. */
  static List<Arrival> of(Event event) {
    if (event.type() == EventType.CARD_UPDATE) {
      return List.of(inTime(event));
    }
    return TURNS
        .of("arrival ", event.type() + " " + event.id(), it -> List.of(inTime(it)))
        .of(event);
  }

  private static Arrival inTime(Event event) {
    return late(event, Duration.ZERO);
  }

  private static Arrival late(Event event, Duration by) {
    return new Arrival(event, event.eventTimeMillis() + by.toMillis());
  }

  private static List<Arrival> askedAgain(Event event) {
    return event.type() == EventType.AUTHORIZATION_REQUEST
        ? List.of(inTime(event), inTime(later(event)))
        : List.of(inTime(event));
  }

  private static Event later(Event event) {
    AuthorizationRequest request = event.body(AuthorizationRequest.class);
    return with(event, "event_time", request.getEventTime().plus(SOON));
  }

  private static Event earlier(Event event) {
    return with(event, "event_time", Instant.ofEpochMilli(event.eventTimeMillis() - 1_000));
  }

  private static Event dearer(Event event) {
    Schema.Field amount = event.type().schema().getField("amount_minor");
    return amount == null
        ? earlier(event)
        : with(withoutItems(event), "amount_minor", (long) event.body().get(amount.pos()) + 100);
  }

  /** No event may be of nothing: it is a dead letter. */
  private static Event free(Event event) {
    return event.type().schema().getField("amount_minor") == null
        ? event
        : with(withoutItems(event), "amount_minor", 0L);
  }

  /** Whether it is a dead letter wherever it is read. */
  static boolean isDead(Arrival arrival) {
    Event event = arrival.event();
    Schema.Field amount = event.type().schema().getField("amount_minor");
    return amount != null && (long) event.body().get(amount.pos()) == 0;
  }

  private static Event withoutItems(Event event) {
    return event.type() == EventType.PURCHASE ? with(event, "items", List.of()) : event;
  }

  private static Event with(Event event, String field, Object value) {
    Schema schema = event.type().schema();
    SpecificRecord body = SpecificData.getForSchema(schema).deepCopy(schema, event.body());
    body.put(schema.getField(field).pos(), value);
    return Event.of(body);
  }
}
