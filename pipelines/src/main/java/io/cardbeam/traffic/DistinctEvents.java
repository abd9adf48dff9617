package io.cardbeam.traffic;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A card's events as the books take them: each once, by event time, whatever order they came in.
 */
public final class DistinctEvents {
  /**
   * Event time, then kind, then id, so that the order is the same from Kafka, lake and file; of two
   * copies the one with the lower offset counts.
   */
  private static final Comparator<Event> BOOK_ORDER =
      Comparator.comparingLong(Event::eventTimeMillis)
          .thenComparing(Event::type)
          .thenComparing(Event::id)
          .thenComparingLong(Event::position);

  private DistinctEvents() {}

  /** The events in order, each kind and id once: the earliest copy of it. */
  public static List<Event> inOrder(Collection<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(BOOK_ORDER);
    Set<Key> seen = new HashSet<>();
    sorted.removeIf(event -> !seen.add(new Key(event.type(), event.id())));
    return sorted;
  }

  private record Key(EventType type, String id) {}
}
