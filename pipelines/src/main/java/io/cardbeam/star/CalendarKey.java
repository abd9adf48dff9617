package io.cardbeam.star;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Keys of the date and the time of day, which people can read. Both are of UTC. */
public final class CalendarKey {
  /** Key of the unknown date and of the unknown time of day. */
  public static final int UNKNOWN = 0;

  /** Days of the longest month. */
  public static final int MOST_DAYS_A_MONTH = 31;

  static final int MINUTES_A_DAY = 24 * 60;

  private static final long MILLIS_A_MINUTE = 60_000;
  private static final long MILLIS_A_DAY = MINUTES_A_DAY * MILLIS_A_MINUTE;

  private CalendarKey() {}

  /** Key of the date: yyyymmdd. */
  public static int ofDate(LocalDate date) {
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  /** Key of the date of an instant: yyyymmdd. */
  public static int ofDate(Instant time) {
    return ofDate(dateOf(time));
  }

  /** Key of the minute of the day, 1 for 00:00 to 1440 for 23:59: 0 is the unknown time. */
  public static int ofTimeOfDay(Instant time) {
    return 1 + (int) (Math.floorMod(time.toEpochMilli(), MILLIS_A_DAY) / MILLIS_A_MINUTE);
  }

  /** The month of a date key, for instance 2020-03: the partition of a fact. */
  public static String monthOf(int dateKey) {
    int month = dateKey / 100 % 100;
    return dateKey / 10_000 + (month < 10 ? "-0" : "-") + month;
  }

  static LocalDate dateOf(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
