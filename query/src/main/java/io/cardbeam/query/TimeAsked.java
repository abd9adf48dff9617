package io.cardbeam.query;

import io.cardbeam.star.MonthRange;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * When what is compared happened, in UTC: the months in which cycles close, and the one before
 * them, as the first of these cycles begins there.
 *
 * @param months with their facts
 */
public record TimeAsked(MonthRange months) {

  /** That of the cycles that close in some months. */
  public static TimeAsked ofCyclesIn(MonthRange closing) {
    return new TimeAsked(new MonthRange(closing.first().minusMonths(1), closing.last()));
  }

  /** Begin. */
  public Instant since() {
    return begin(months.first());
  }

  /** End, which is not in it any more. */
  public Instant until() {
    return begin(months.last().plusMonths(1));
  }

  private static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
