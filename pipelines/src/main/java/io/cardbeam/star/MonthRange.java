package io.cardbeam.star;

import java.io.Serializable;
import java.time.YearMonth;

/**
 * Months of facts, both ends with them.
 *
 * @param first earliest
 * @param last latest
 */
public record MonthRange(YearMonth first, YearMonth last) implements Serializable {
  /** Every month that a fact can lie in. */
  public static final MonthRange ALL = new MonthRange(YearMonth.of(0, 1), YearMonth.of(9999, 12));

  /**
   * @throws IllegalArgumentException if the last is before the first
   */
  public MonthRange {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(last + " is before " + first);
    }
  }

  /** Whether a month is in it. */
  public boolean holds(YearMonth month) {
    return !month.isBefore(first) && !month.isAfter(last);
  }
}
