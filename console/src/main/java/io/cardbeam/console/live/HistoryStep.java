package io.cardbeam.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far apart the points of a history are. All begin at whole steps since 1970, in UTC. */
enum HistoryStep {
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final Duration length;

  HistoryStep(Duration length) {
    this.length = length;
  }

  Duration length() {
    return length;
  }

  /** As it is asked for and answered. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** First instant of the step that an instant is in. */
  Instant floor(Instant instant) {
    long millis = length.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis);
  }

  /** Steps that a range touches, the last instant of which is left out. */
  long points(Instant from, Instant to) {
    return index(from, to.minusMillis(1)) + 1;
  }

  /** How many steps after that of {@code from} an instant is. */
  long index(Instant from, Instant instant) {
    long millis = length.toMillis();
    return Math.floorDiv(instant.toEpochMilli(), millis)
        - Math.floorDiv(from.toEpochMilli(), millis);
  }
}
