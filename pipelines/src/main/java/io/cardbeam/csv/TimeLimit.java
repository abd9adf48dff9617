package io.cardbeam.csv;

import io.cardbeam.traffic.LatestHour;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Up to when the rows of a file are taken: the end of the hour that lies {@link LatestHour#BEYOND}
 * after the hour of the 99.9th percentile of the file's times. Every row counts whose time can be
 * read, whatever else is wrong with it.
 *
 * @param endMillis first instant that is refused, milliseconds since 1970 UTC
 * @param later rows whose time is refused
 */
public record TimeLimit(long endMillis, long later) {
  /** Takes every time. */
  public static final TimeLimit NONE = new TimeLimit(Long.MAX_VALUE, 0);

  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  static TimeLimit of(LatestHour latest) {
    long later = latest.excluded();
    return later == 0 ? NONE : new TimeLimit(latest.millis() + HOUR_MILLIS, later);
  }

  /**
   * Refuses a time that lies after the limit.
   *
   * @throws BadRowException code FROM_THE_FUTURE
   */
  void check(long timeMillis) throws BadRowException {
    if (timeMillis >= endMillis) {
      throw new BadRowException(
          LatestHour.FROM_THE_FUTURE,
          LatestHour.reason(
              timeMillis,
              "the file's times",
              "it must be before "
                  + Instant.ofEpochMilli(endMillis)
                  + ": correct it, or put such rows into a file of their own"));
    }
  }
}
