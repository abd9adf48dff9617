package io.cardbeam.console.live;

import io.cardbeam.console.http.FieldProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a history covers.
 *
 * @param from first instant, event time
 * @param to first instant that is left out
 * @param step how far apart its points are
 */
record HistoryRange(Instant from, Instant to, HistoryStep step) {
  /** Most points of a history. */
  static final int MAX_POINTS = 1_500;

  private static final Duration LEAST = Duration.ofMinutes(1);

  /**
   * Requests in the books.
   *
   * @param oldest time of the first
   * @param newest time of the last
   */
  record Extent(Instant oldest, Instant newest) {}

  /** How many points it has. */
  int points() {
    return Math.toIntExact(step.points(from, to));
  }

  /** First instant of a point's step. */
  Instant start(int point) {
    return step.floor(from).plus(step.length().multipliedBy(point));
  }

  /** What is wrong with a range, if anything is. */
  static Optional<FieldProblem> problem(Instant from, Instant to, Optional<HistoryStep> step) {
    if (!from.isBefore(to)) {
      return Optional.of(FieldProblem.parameter("from", "must be before to"));
    }
    if (HistoryStep.DAY.points(from, to) > MAX_POINTS) {
      return Optional.of(
          FieldProblem.parameter("from", "must be at most " + MAX_POINTS + " days before to"));
    }
    if (step.isPresent() && step.get().points(from, to) > MAX_POINTS) {
      return Optional.of(
          FieldProblem.parameter(
              "step",
              "gives more than " + MAX_POINTS + " points: take a longer step or a shorter range"));
    }
    return Optional.empty();
  }

  /**
   * The range of a query. Without {@code to} it ends with the newest request; without {@code from}
   * it begins with the oldest, or later where that gives too many points. Without a step it has the
   * shortest that gives few enough.
   *
   * @param now where it ends if there are no requests
   */
  static HistoryRange of(HistoryQuery query, Optional<Extent> extent, Instant now) {
    Instant to =
        query
            .to()
            .orElseGet(
                () -> {
                  Instant end = extent.map(e -> e.newest().plusMillis(1)).orElse(now);
                  return query
                      .from()
                      .filter(from -> !from.isBefore(end))
                      .map(from -> from.plus(LEAST))
                      .orElse(end);
                });
    Instant from =
        query
            .from()
            .orElseGet(
                () -> {
                  Duration most =
                      query.step().orElse(HistoryStep.DAY).length().multipliedBy(MAX_POINTS - 1L);
                  Instant earliest = to.minus(most);
                  return extent
                      .map(Extent::oldest)
                      .filter(oldest -> oldest.isBefore(to))
                      .map(oldest -> oldest.isBefore(earliest) ? earliest : oldest)
                      .orElse(to.minus(LEAST));
                });
    HistoryStep step = query.step().orElseGet(() -> shortest(from, to));
    return new HistoryRange(from, to, step);
  }

  private static HistoryStep shortest(Instant from, Instant to) {
    return Arrays.stream(HistoryStep.values())
        .filter(step -> step.points(from, to) <= MAX_POINTS)
        .findFirst()
        .orElse(HistoryStep.DAY);
  }
}
