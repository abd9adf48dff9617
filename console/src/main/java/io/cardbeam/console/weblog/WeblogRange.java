package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A stretch of time.
 *
 * @param from first instant
 * @param to first instant that is left out, after it
 */
record WeblogRange(Instant from, Instant to) {
  /** Longest range, days. */
  static final int MAX_DAYS = 1_500;

  /** Most points of figures over time. */
  static final int MAX_POINTS = 200;

  /** Field of the index, whose times are whole seconds. */
  static final String FIELD = "time";

  static final Set<String> PARAMETERS = Set.of("from", "to", "last");

  private static final int MINUTES_A_DAY = 1_440;
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Lengths of a point, seconds: from ten seconds to thirty days. */
  private static final List<Long> STEPS =
      LongStream.of(
              10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
              2_592_000)
          .boxed()
          .toList();

  /**
   * Hits in the index.
   *
   * @param oldest time of the first
   * @param newest time of the last
   */
  record Extent(Instant oldest, Instant newest) {}

  /**
   * What a caller says of it.
   *
   * @param last of so many minutes; goes without the others
   */
  record Asked(Optional<Instant> from, Optional<Instant> to, Optional<Integer> last) {}

  /**
   * What a query says of it.
   *
   * @throws RefusedException with everything that is wrong with the query
   */
  static Asked asked(QueryParameters query) throws RefusedException {
    Asked asked =
        new Asked(
            query.time("from"),
            query.time("to"),
            query.wholeNumber("last", 1, MAX_DAYS * MINUTES_A_DAY));
    if (asked.last.isPresent() && (asked.from.isPresent() || asked.to.isPresent())) {
      query.problem("last", "goes without from and to");
    }
    if (asked.from.isPresent() && asked.to.isPresent()) {
      check(asked.from.get(), asked.to.get(), query);
    }
    query.refuse();
    return asked;
  }

  private static void check(Instant from, Instant to, QueryParameters query) {
    if (!from.isBefore(to)) {
      query.problem("from", "must be before to");
    } else if (from.isBefore(to.minus(Duration.ofDays(MAX_DAYS)))) {
      query.problem("from", "must be at most " + MAX_DAYS + " days before to");
    }
  }

  /**
   * The range. Without {@code to} it ends with the newest hit; without {@code from} it begins with
   * the oldest, or later if that is too long ago; with {@code last} it is of so many minutes before
   * the newest.
   *
   * @param now where it ends if there are no hits
   * @throws RefusedException if it is longer than {@value #MAX_DAYS} days
   */
  static WeblogRange of(Asked asked, QueryParameters query, Optional<Extent> extent, Instant now)
      throws RefusedException {
    Instant newest = extent.map(e -> e.newest().plusSeconds(1)).orElse(now);
    Instant end =
        asked.to.orElseGet(() -> asked.from.map(f -> later(newest, f.plus(LEAST))).orElse(newest));
    Instant start =
        asked
            .last
            .map(minutes -> end.minus(Duration.ofMinutes(minutes)))
            .or(asked::from)
            .orElseGet(
                () ->
                    extent
                        .map(Extent::oldest)
                        .filter(oldest -> oldest.isBefore(end))
                        .map(oldest -> later(oldest, end.minus(Duration.ofDays(MAX_DAYS))))
                        .orElse(end.minus(LEAST)));
    check(start, end, query);
    query.refuse();
    return new WeblogRange(start, end);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Hits of it. */
  ObjectNode query() {
    return between(from, to);
  }

  static ObjectNode between(Instant from, Instant to) {
    ObjectNode node = QueryJson.between(FIELD, from.toEpochMilli(), to.toEpochMilli());
    ((ObjectNode) node.at("/range/" + FIELD)).put("format", "epoch_millis");
    return node;
  }

  /** Length of a point, seconds: the shortest that gives few enough. */
  long stepSeconds() {
    return STEPS.stream()
        .filter(step -> points(step) <= MAX_POINTS)
        .findFirst()
        .orElse(STEPS.get(STEPS.size() - 1));
  }

  /** How many points of so many seconds it has. */
  long points(long step) {
    return last(step) - first(step) + 1;
  }

  /** Points are counted from 1970 UTC: its first one. */
  long first(long step) {
    return Math.floorDiv(from.getEpochSecond(), step);
  }

  /** Its last one. */
  long last(long step) {
    return Math.floorDiv(to.minusMillis(1).getEpochSecond(), step);
  }
}
