package io.cardbeam.traffic;

import io.cardbeam.wire.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events, each once. Of several of one identity the first stands, by {@link Event#FIRST_COPY}; what
 * says the same is a copy of it and is skipped, what says something else is a conflict.
 *
 * @param events those that stand, in no particular order
 * @param conflicts those that don't though they say something else, in order, each content once
 * @param copies how many were skipped
 */
public record DistinctEvents(List<Event> events, List<Conflict> conflicts, int copies) {
  /** Event time, then kind, then id, so that the order is the same from Kafka, lake and file. */
  private static final Comparator<Event> BOOK_ORDER =
      Comparator.comparingLong(Event::eventTimeMillis)
          .thenComparing(Event::type)
          .thenComparing(Event::id)
          .thenComparing(Event::cardToken)
          .thenComparing(Event.FIRST_COPY);

  /** Tells them apart; the same for any order of the argument. */
  public static DistinctEvents of(Collection<Event> events) {
    Map<Event.Identity, Event> first = new HashMap<>(events.size() * 4 / 3 + 1);
    List<Event> again = new ArrayList<>();
    for (Event event : events) {
      Event known = first.putIfAbsent(event.identity(), event);
      if (known != null) {
        boolean isEarlier = Event.FIRST_COPY.compare(event, known) < 0;
        if (isEarlier) {
          first.put(event.identity(), event);
        }
        again.add(isEarlier ? known : event);
      }
    }
    List<Conflict> conflicts = conflicts(first, again);
    return new DistinctEvents(
        List.copyOf(first.values()), conflicts, again.size() - conflicts.size());
  }

  private static List<Conflict> conflicts(Map<Event.Identity, Event> first, List<Event> again) {
    if (again.isEmpty()) {
      return List.of();
    }
    List<Conflict> conflicts = new ArrayList<>();
    Map<Event.Identity, Set<ByteBuffer>> told = new HashMap<>();
    again.sort(BOOK_ORDER);
    for (Event event : again) {
      Event stands = first.getOrDefault(event.identity(), event);
      Set<ByteBuffer> contents =
          told.computeIfAbsent(event.identity(), any -> new HashSet<>(List.of(stands.said())));
      if (contents.add(event.said())) {
        conflicts.add(Conflict.of(event, stands));
      }
    }
    return List.copyOf(conflicts);
  }

  /**
   * Those that stand as the books take them: by event time, whatever order the argument has, and
   * the same for each.
   */
  public static List<Event> inOrder(Collection<Event> events) {
    List<Event> sorted = new ArrayList<>(of(events).events());
    sorted.sort(BOOK_ORDER);
    return sorted;
  }
}
