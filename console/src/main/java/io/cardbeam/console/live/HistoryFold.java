package io.cardbeam.console.live;

import io.cardbeam.console.live.History.Named;
import io.cardbeam.console.live.HistoryRange.Extent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts figures by currency, as they are read, together to a history. */
final class HistoryFold {
  /** Most states, cities and categories that a history names, of each. */
  static final int MAX_NAMED = 200;

  private static final int HOURS = 24;
  private static final Comparator<Named> BUSIEST =
      Comparator.comparingLong((Named named) -> named.figures().requests())
          .reversed()
          .thenComparing(Named::name);

  private final HistoryRange range;
  private final Figures[] points;
  private final Figures[] hours = new Figures[HOURS];
  private final Map<String, Figures> states = new HashMap<>();
  private final Map<String, Figures> cities = new HashMap<>();
  private final Map<String, Figures> categories = new HashMap<>();
  private Figures total = Figures.NONE;

  HistoryFold(HistoryRange range) {
    this.range = range;
    points = new Figures[range.points()];
    Arrays.fill(points, Figures.NONE);
    Arrays.fill(hours, Figures.NONE);
  }

  /** Takes figures of a part of a step, at most an hour, that begins then. */
  void time(Instant start, Figures figures) {
    int point = Math.toIntExact(range.step().index(range.from(), start));
    points[point] = points[point].plus(figures);
    int hour = Math.floorMod(HistoryStep.HOUR.index(Instant.EPOCH, start), HOURS);
    hours[hour] = hours[hour].plus(figures);
    total = total.plus(figures);
  }

  void state(String state, Figures figures) {
    states.merge(state, figures, Figures::plus);
  }

  void city(String city, Figures figures) {
    cities.merge(city, figures, Figures::plus);
  }

  void category(String category, Figures figures) {
    categories.merge(category, figures, Figures::plus);
  }

  History history(Optional<Extent> extent) {
    return new History(
        range,
        extent,
        total,
        List.of(points),
        busiest(states),
        busiest(cities),
        busiest(categories),
        List.of(hours),
        Math.max(Math.max(states.size(), cities.size()), categories.size()) <= MAX_NAMED);
  }

  private static List<Named> busiest(Map<String, Figures> figures) {
    return figures.entrySet().stream()
        .map(entry -> new Named(entry.getKey(), entry.getValue()))
        .sorted(BUSIEST)
        .limit(MAX_NAMED)
        .toList();
  }
}
