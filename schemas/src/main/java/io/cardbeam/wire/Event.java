package io.cardbeam.wire;

import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;

/**
 * One event of one card: a record of the contracts, and its place in the card's log.
 *
 * @param type kind of {@code body}
 * @param position offset in the card's Kafka partition, or 0 where the source has no order of its
 *     own and event time alone decides
 * @param body a generated Avro record of {@code type}; never changed after it got here
 */
public record Event(EventType type, long position, SpecificRecord body) {

  /**
   * The one order in which a card's events count: the log's where there is one, else event time
   * (for transactions the posting cut-off), then what changes a card before requests on it, then
   * the event's id.
   */
  public static final Comparator<Event> CARD_ORDER =
      Comparator.comparingLong(Event::position)
          .thenComparingLong(Event::effectiveFromMillis)
          .thenComparing(Event::type)
          .thenComparing(Event::id);

  public Event {
    if (!type.recordClass().isInstance(body)) {
      throw new IllegalArgumentException(body.getClass() + " is no " + type);
    }
  }

  /** An event from a source without an order of its own. */
  public static Event of(SpecificRecord body) {
    return new Event(EventType.of(body), 0, body);
  }

  /** Key of the event among those of its type; sent twice it has the same key. */
  public String id() {
    return type.id(body);
  }

  /** Token of the card. */
  public String cardToken() {
    return type.cardToken(body);
  }

  /** When it happened, milliseconds since 1970 UTC. */
  public long eventTimeMillis() {
    return type.eventTimeMillis(body);
  }

  /** From when the profile counts it, milliseconds since 1970 UTC; event time for most. */
  public long effectiveFromMillis() {
    return type.effectiveFromMillis(body);
  }

  /**
   * The record as its own class.
   *
   * @throws ClassCastException if the event is of another type
   */
  public <T extends SpecificRecord> T body(Class<T> recordClass) {
    return recordClass.cast(body);
  }
}
