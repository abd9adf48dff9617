package io.cardbeam.pipeline.drift;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Part of a month that lies before the end of the reference or after it, and its name as a key.
 *
 * @param month calendar month, UTC
 * @param before whether it belongs to the reference
 */
record DriftPeriod(YearMonth month, boolean before) {
  private static final String BEFORE = "before ";
  private static final String AFTER = "after ";

  /**
   * The period of a request.
   *
   * @param timeMillis event time, milliseconds since 1970 UTC
   * @param referenceUntilMillis first instant after the reference
   */
  static DriftPeriod of(long timeMillis, long referenceUntilMillis) {
    return new DriftPeriod(
        YearMonth.from(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC)),
        timeMillis < referenceUntilMillis);
  }

  /** The period of a name. */
  static DriftPeriod ofName(String name) {
    boolean before = name.startsWith(BEFORE);
    return new DriftPeriod(
        YearMonth.parse(name.substring(before ? BEFORE.length() : AFTER.length())), before);
  }

  /** Its name. */
  String name() {
    return (before ? BEFORE : AFTER) + month;
  }
}
