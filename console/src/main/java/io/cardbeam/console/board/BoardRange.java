package io.cardbeam.console.board;

import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Months, UTC.
 *
 * @param first the first
 * @param last the last, not before it
 */
record BoardRange(YearMonth first, YearMonth last) {
  /** Most months of a board. */
  static final int MAX_MONTHS = 60;

  private static final int MONTHS = 12;
  private static final int MONTH_CHARS = 7;
  private static final YearMonth EARLIEST = YearMonth.of(1970, 1);
  private static final YearMonth LATEST = YearMonth.of(9998, 12);

  /**
   * The range that is asked for.
   *
   * @param newest the newest month with rows; a board without a range ends with it
   * @throws RefusedException with everything that is wrong with the query
   */
  static BoardRange of(QueryParameters query, YearMonth newest) throws RefusedException {
    Optional<YearMonth> from = month(query, "from");
    Optional<YearMonth> to = month(query, "to");
    query.refuse();
    YearMonth last = to.orElse(from.map(f -> later(newest, f)).orElse(newest));
    YearMonth first = from.orElse(later(EARLIEST, last.minusMonths(MONTHS - 1L)));
    long months = first.until(last, ChronoUnit.MONTHS) + 1;
    if (months < 1) {
      query.problem("from", "must not be after to");
    } else if (months > MAX_MONTHS) {
      query.problem("from", "must be at most " + MAX_MONTHS + " months before to, both counted");
    }
    query.refuse();
    return new BoardRange(first, last);
  }

  private static YearMonth later(YearMonth one, YearMonth other) {
    return one.isAfter(other) ? one : other;
  }

  /** A month such as 2026-01; what is none is noted. */
  static Optional<YearMonth> month(QueryParameters query, String name) {
    Optional<String> text = query.text(name, MONTH_CHARS);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      YearMonth month = YearMonth.parse(text.get());
      if (!month.isBefore(EARLIEST) && !month.isAfter(LATEST)) {
        return Optional.of(month);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    query.problem(name, "must be a month as 2026-01");
    return Optional.empty();
  }

  static BoardRange of(YearMonth month) {
    return new BoardRange(month, month);
  }

  List<YearMonth> months() {
    return Stream.iterate(first, m -> !m.isAfter(last), m -> m.plusMonths(1)).toList();
  }

  /** First instant. */
  OffsetDateTime from() {
    return first.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /** First instant after it. */
  OffsetDateTime to() {
    return last.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
