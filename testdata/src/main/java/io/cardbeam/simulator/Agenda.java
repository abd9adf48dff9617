package io.cardbeam.simulator;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is planned for a card, at most one step a second. Holds some days, thus some dozens. */
final class Agenda {
  private static final long SECOND_MILLIS = 1000;

  private final TreeMap<Long, SimulatedStep> planned = new TreeMap<>();

  /** The first free whole second at or after this instant, milliseconds. */
  long freeFrom(long millis) {
    long time = (millis + SECOND_MILLIS - 1) / SECOND_MILLIS * SECOND_MILLIS;
    while (planned.containsKey(time)) {
      time += SECOND_MILLIS;
    }
    return time;
  }

  /** Adds a step at its event time, which must be free. */
  void add(SimulatedStep step) {
    long time = step.step().eventTimeMillis();
    if (planned.putIfAbsent(time, step) != null) {
      throw new IllegalStateException("two steps of a card at " + time);
    }
  }

  boolean isEmpty() {
    return planned.isEmpty();
  }

  /** Forgets the steps for which this holds. */
  void forgetIf(Predicate<SimulatedStep> condition) {
    planned.values().removeIf(condition);
  }

  /** Forgets what is planned at or before this instant. */
  void forgetUntil(long millis) {
    planned.headMap(millis, true).clear();
  }

  /** Time of the first step. */
  long firstMillis() {
    return planned.firstKey();
  }

  /** Takes the first step off. */
  SimulatedStep takeFirst() {
    Map.Entry<Long, SimulatedStep> first = planned.pollFirstEntry();
    if (first == null) {
      throw new NoSuchElementException("nothing is planned");
    }
    return first.getValue();
  }
}
