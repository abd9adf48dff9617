package io.cardbeam.csv;

import java.time.Duration;

/**
 * A stress test: moves the frauds of the night twelve hours on, so that the hour gives nothing
 * away. Most frauds of the known data sets fall between 22:00 and 03:59 UTC, as those of real cards
 * need not.
 */
final class DaytimeShift {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long NIGHT_FROM_MILLIS = 22 * HOUR_MILLIS;
  private static final long NIGHT_UNTIL_MILLIS = 4 * HOUR_MILLIS;
  private static final long SHIFT_MILLIS = 12 * HOUR_MILLIS;

  private DaytimeShift() {}

  /** The row, twelve hours later if it is a fraud of the night; its label must have been read. */
  static CsvRow of(CsvRow row) {
    return row.isFraud() && isNight(row.eventTimeMillis())
        ? row.at(row.eventTimeMillis() + SHIFT_MILLIS)
        : row;
  }

  private static boolean isNight(long timeMillis) {
    long sinceMidnight = Math.floorMod(timeMillis, DAY_MILLIS);
    return sinceMidnight >= NIGHT_FROM_MILLIS || sinceMidnight < NIGHT_UNTIL_MILLIS;
  }
}
