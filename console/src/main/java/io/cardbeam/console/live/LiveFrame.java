package io.cardbeam.console.live;

import io.cardbeam.console.live.History.Named;
import io.cardbeam.event.FraudAlert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What came since the last frame, to be added to what a page has.
 *
 * @param newest latest event time among all requests that came, whatever the filters; empty if none
 *     came
 * @param points figures by first instant of their step, those without requests left out
 * @param states all that are not empty
 * @param cities of the state that is asked for
 * @param hours by hour of the day in UTC, those without requests left out
 * @param leftOut requests that the filters let in but whose time is outside of what is counted
 * @param latencies how many decisions were read so many milliseconds after their event time; two
 *     digits are significant
 * @param rows the newest requests, at most {@value #MAX_ROWS}
 * @param alerts all, as they came
 */
record LiveFrame(
    Optional<Instant> newest,
    NavigableMap<Instant, Figures> points,
    List<Named> states,
    List<Named> cities,
    List<Named> categories,
    NavigableMap<Integer, Figures> hours,
    long leftOut,
    NavigableMap<Integer, Long> latencies,
    List<LiveRequest> rows,
    List<FraudAlert> alerts) {
  /** Most requests that a frame shows one by one. */
  static final int MAX_ROWS = 50;

  private static final int TWO_DIGITS = 100;
  private static final Comparator<Named> BY_NAME = Comparator.comparing(Named::name);

  /**
   * What a page counts.
   *
   * @param from first instant, event time
   * @param step how far apart its points are; it has at most {@link HistoryRange#MAX_POINTS}
   */
  record Scope(Instant from, HistoryStep step, HistoryFilters filters) {
    private boolean covers(Instant time) {
      return !time.isBefore(from)
          && step.points(from, time.plusMillis(1)) <= HistoryRange.MAX_POINTS;
    }
  }

  /** The frame of what came, for one page. */
  static LiveFrame of(LiveBoard.News news, Scope scope) {
    Fold fold = new Fold(scope);
    news.requests().forEach(fold::take);
    return fold.frame(news.alerts().stream().filter(scope.filters()::let).toList());
  }

  /** Whether a page would show anything of it. */
  boolean isEmpty() {
    return newest.isEmpty() && alerts.isEmpty();
  }

  /** 0 to 99 as they are; above, the first two digits and zeros. */
  static int rounded(int millis) {
    int unit = 1;
    while (millis / unit >= TWO_DIGITS) {
      unit *= 10;
    }
    return millis / unit * unit;
  }

  private static final class Fold {
    private final Scope scope;
    private final Map<Instant, Tally> points = new HashMap<>();
    private final Map<String, Tally> states = new HashMap<>();
    private final Map<String, Tally> cities = new HashMap<>();
    private final Map<String, Tally> categories = new HashMap<>();
    private final Map<Integer, Tally> hours = new HashMap<>();
    private final NavigableMap<Integer, Long> latencies = new TreeMap<>();
    private final List<LiveRequest> counted = new ArrayList<>();
    private long newest = Long.MIN_VALUE;
    private long leftOut;

    Fold(Scope scope) {
      this.scope = scope;
    }

    void take(LiveRequest request) {
      newest = Math.max(newest, request.timeMillis());
      if (!scope.filters().let(request)) {
        return;
      }
      Instant time = Instant.ofEpochMilli(request.timeMillis());
      if (!scope.covers(time)) {
        leftOut++;
        return;
      }
      add(points, scope.step().floor(time), request);
      add(states, request.state(), request);
      if (scope.filters().state().isPresent()) {
        add(cities, request.city(), request);
      }
      add(categories, request.category(), request);
      add(hours, time.atOffset(ZoneOffset.UTC).getHour(), request);
      OptionalInt latency = request.latencyMillis();
      if (latency.isPresent()) {
        latencies.merge(rounded(latency.getAsInt()), 1L, Long::sum);
      }
      counted.add(request);
    }

    private static <K> void add(Map<K, Tally> tallies, K key, LiveRequest request) {
      tallies.computeIfAbsent(key, k -> new Tally()).add(request);
    }

    LiveFrame frame(List<FraudAlert> alerts) {
      int shown = Math.min(MAX_ROWS, counted.size());
      return new LiveFrame(
          newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest)),
          figures(points),
          named(states),
          named(cities),
          named(categories),
          figures(hours),
          leftOut,
          latencies,
          List.copyOf(counted.subList(counted.size() - shown, counted.size())),
          alerts);
    }

    private static <K> NavigableMap<K, Figures> figures(Map<K, Tally> tallies) {
      NavigableMap<K, Figures> figures = new TreeMap<>();
      tallies.forEach((key, tally) -> figures.put(key, tally.figures()));
      return figures;
    }

    private static List<Named> named(Map<String, Tally> tallies) {
      return tallies.entrySet().stream()
          .map(entry -> new Named(entry.getKey(), entry.getValue().figures()))
          .sorted(BY_NAME)
          .toList();
    }
  }
}
