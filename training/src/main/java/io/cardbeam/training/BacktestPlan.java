package io.cardbeam.training;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which months a backtest goes through, calendar months in UTC.
 *
 * @param from first month; the model that is kept is trained before it
 * @param to last month
 * @param everyMonths how many months a retrained model serves, 1 or more
 * @param seed of the trees' samples
 */
record BacktestPlan(YearMonth from, YearMonth to, int everyMonths, int seed) {
  /** Most months: each may take a training. */
  static final int MAX_MONTHS = 120;

  BacktestPlan {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the last month, " + to + ", is before " + from);
    }
    if (everyMonths < 1 || everyMonths > MAX_MONTHS) {
      throw new IllegalArgumentException(
          everyMonths + " months between trainings; it must be 1 to " + MAX_MONTHS);
    }
    if (from.plusMonths(MAX_MONTHS - 1L).isBefore(to)) {
      throw new IllegalArgumentException(
          "more than " + MAX_MONTHS + " months from " + from + " to " + to);
    }
  }

  /** First instant of a month, milliseconds since 1970 UTC. */
  static long startMillis(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** First instant after the last month, milliseconds since 1970 UTC. */
  long endMillis() {
    return startMillis(to.plusMonths(1));
  }

  /** All months, in order. */
  List<YearMonth> months() {
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
      months.add(month);
    }
    return months;
  }

  /** Months before which the retrained model is trained; the first is {@link #from}. */
  List<YearMonth> trainings() {
    List<YearMonth> starts = new ArrayList<>();
    for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(everyMonths)) {
      starts.add(month);
    }
    return starts;
  }

  /** First instant that a model trained before a month does not serve any more. */
  long servedUntilMillis(YearMonth training) {
    return Math.min(endMillis(), startMillis(training.plusMonths(everyMonths)));
  }
}
