package io.cardbeam.command.traffic;

import io.cardbeam.wire.Event;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/** What approved requests lead to, waiting for its event time; at most {@value #LIMIT} events. */
final class FollowUps {
  /** Most events that wait; a purchase takes about 300 bytes. */
  static final int LIMIT = 2_000_000;

  private final PriorityQueue<Event> waiting = new PriorityQueue<>(Event.TIME_ORDER);

  /**
   * Lets events wait.
   *
   * @throws TrafficException if there are too many
   */
  void add(Collection<Event> events) throws TrafficException {
    if (waiting.size() + events.size() > LIMIT) {
      throw new TrafficException(
          "more than " + LIMIT + " purchases and what follows them wait for their time");
    }
    waiting.addAll(events);
  }

  /** Whether the first of them is due by this event time, milliseconds since 1970. */
  boolean isDue(long eventTimeMillis) {
    Event first = waiting.peek();
    return first != null && first.eventTimeMillis() <= eventTimeMillis;
  }

  /** Takes the first. */
  Event take() {
    return waiting.remove();
  }

  List<Event> all() {
    return List.copyOf(waiting);
  }
}
