package io.cardbeam.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A day on a cardholder's clock, which runs a fixed number of hours from UTC ({@link
 * Schedule#allClocks}); neither summer time nor a move changes it.
 *
 * @param date the date there
 * @param clock the hours from UTC
 */
record Day(LocalDate date, ZoneOffset clock) {
  private static final double DEGREES_PER_HOUR = 15;
  private static final long MILLIS = 1000;

  /** The clock where the longitude is this, degrees east. */
  static ZoneOffset clock(double longitude) {
    return ZoneOffset.ofHours((int) Math.round(longitude / DEGREES_PER_HOUR));
  }

  /** The day it is at this instant on a clock. */
  static Day of(Instant instant, ZoneOffset clock) {
    return new Day(instant.atOffset(clock).toLocalDate(), clock);
  }

  /** Its midnight, milliseconds since 1970 UTC. */
  long startMillis() {
    return date.atStartOfDay().toEpochSecond(clock) * MILLIS;
  }

  /** This many seconds after its midnight, milliseconds since 1970 UTC. */
  long atSecond(int second) {
    return startMillis() + second * MILLIS;
  }

  Day next() {
    return new Day(date.plusDays(1), clock);
  }
}
