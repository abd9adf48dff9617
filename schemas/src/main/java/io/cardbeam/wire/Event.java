package io.cardbeam.wire;

import java.nio.ByteBuffer;
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
   * The one order in which a card's events count: on {@link Topic#CARD_EVENTS} the log's where
   * there is one; else event time (for transactions the posting cut-off), then what changes a card
   * before requests on it, then the event's id. It is total: of two events that are not the same to
   * the byte one comes first, so that what is sorted by it does not hang on the order it came in.
   */
  public static final Comparator<Event> CARD_ORDER =
      Comparator.comparingLong(Event::logPosition)
          .thenComparingLong(Event::effectiveFromMillis)
          .thenComparing(Event::type)
          .thenComparing(Event::id)
          .thenComparingLong(Event::position)
          .thenComparing(EventContent.ORDER);

  /** By event time, and of one instant in {@link #CARD_ORDER}: that of the lake's files. */
  public static final Comparator<Event> TIME_ORDER =
      Comparator.comparingLong(Event::eventTimeMillis).thenComparing(CARD_ORDER);

  /**
   * Which of several events of one {@link Identity} came first, and so stands: the one before the
   * others in its partition, else the earliest, else the one whose bytes come first.
   */
  public static final Comparator<Event> FIRST_COPY =
      Comparator.comparingLong(Event::position)
          .thenComparingLong(Event::eventTimeMillis)
          .thenComparing(EventContent.ORDER);

  /**
   * What makes two events the same one: sent twice, an event has the same kind, card and id.
   *
   * @param id {@link Event#id}
   */
  public record Identity(EventType type, String cardToken, String id) {}

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

  /** What makes another event this one. */
  public Identity identity() {
    return new Identity(type, cardToken(), id());
  }

  /** Transactions have no place in the log of the card's events, though one in their own. */
  private long logPosition() {
    return type.topic() == Topic.CARD_EVENTS ? position : 0;
  }

  /**
   * What it says, by which copies are told from conflicts: its bytes under today's schema. A
   * request may be asked again at another time and is the same then, so its time is not in them;
   * nor is the country of its address, which depends on the age of a file.
   */
  public ByteBuffer said() {
    return ByteBuffer.wrap(EventContent.said(body));
  }

  /**
   * 64-bit fingerprint of {@link #said what it says}, the same under every version of its schema:
   * SHA-256 over its fields by name, without those at their defaults, cut to its first 64 bits. Two
   * contents have the same with a chance of 5e-20. It takes a microsecond or two.
   */
  public long fingerprint() {
    return type.fingerprint(body);
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
