package io.cardbeam.console.live;

import io.cardbeam.event.Activity;
import io.cardbeam.event.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds activity records into figures per minute of event time, outcome and state. A later record
 * of the same key replaces the earlier one. Keeps the newest {@value #MAX_MINUTES} minutes that
 * anything happened in, and {@value #MAX_CELLS} keys in each; what lies beyond is left out.
 */
final class ActivityBoard {
  /** Minutes that are kept. */
  static final int MAX_MINUTES = 30;

  /** Most keys (place, category, outcome, currency) of a minute. */
  static final int MAX_CELLS = 20_000;

  /** Most states of a picture; there are fewer, so that all are in it. */
  static final int TOP_STATES = 100;

  private final TreeMap<Long, Cells> minutes = new TreeMap<>();
  private boolean complete = true;

  private record Key(
      String state, String city, String category, Outcome outcome, String currency) {}

  /** Requests by outcome. */
  record Counts(long approved, long referred, long declined) {
    static final Counts NONE = new Counts(0, 0, 0);

    long all() {
      return approved + referred + declined;
    }

    private Counts plus(Outcome outcome, long more) {
      return switch (outcome) {
        case APPROVED -> new Counts(approved + more, referred, declined);
        case REFERRED -> new Counts(approved, referred + more, declined);
        case DECLINED -> new Counts(approved, referred, declined + more);
      };
    }

    private Counts plus(Counts other) {
      return new Counts(
          approved + other.approved, referred + other.referred, declined + other.declined);
    }
  }

  /**
   * A minute.
   *
   * @param startMillis its first instant, event time, milliseconds since 1970 UTC
   */
  record Minute(long startMillis, Counts counts) {}

  /** A state and its requests in the minutes shown; empty where the place is not known. */
  record State(String state, Counts counts) {}

  /**
   * What the board shows.
   *
   * @param minutes oldest first
   * @param states busiest first
   * @param complete false if there were more keys than fit
   */
  record Picture(List<Minute> minutes, Counts total, List<State> states, boolean complete) {}

  private static final class Cells {
    final Map<Key, Long> counts = new HashMap<>();
    final Map<String, Counts> byState = new HashMap<>();
  }

  /** Takes a record; whether it changed anything. */
  boolean apply(Activity activity) {
    Cells cells = cells(activity.getWindowStart().toEpochMilli());
    Key key =
        new Key(
            activity.getState(),
            activity.getCity(),
            activity.getCategory(),
            activity.getOutcome(),
            activity.getCurrency());
    if (!cells.counts.containsKey(key) && cells.counts.size() >= MAX_CELLS) {
      complete = false;
      return true;
    }
    Long before = cells.counts.put(key, activity.getCount());
    long more = activity.getCount() - (before == null ? 0 : before);
    Counts known = cells.byState.getOrDefault(key.state(), Counts.NONE);
    cells.byState.put(key.state(), known.plus(key.outcome(), more));
    if (minutes.size() > MAX_MINUTES) {
      minutes.pollFirstEntry();
    }
    return more != 0;
  }

  private Cells cells(long startMillis) {
    return minutes.computeIfAbsent(startMillis, start -> new Cells());
  }

  /** The figures now. */
  Picture picture() {
    Map<String, Counts> states = new HashMap<>();
    List<Minute> shown =
        minutes.entrySet().stream()
            .map(minute -> new Minute(minute.getKey(), sum(minute.getValue().byState)))
            .toList();
    for (Cells cells : minutes.values()) {
      cells.byState.forEach((state, counts) -> states.merge(state, counts, Counts::plus));
    }
    List<State> busiest =
        states.entrySet().stream()
            .map(state -> new State(state.getKey(), state.getValue()))
            .sorted(
                Comparator.comparingLong((State s) -> s.counts().all())
                    .reversed()
                    .thenComparing(State::state))
            .limit(TOP_STATES)
            .toList();
    return new Picture(shown, sum(states), busiest, complete);
  }

  private static Counts sum(Map<String, Counts> byState) {
    return byState.values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
