package io.cardbeam.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Up to when the events of an input of the past are taken where nobody says so: {@link #BEYOND}
 * after the 99.9th percentile of their times (nearest rank), by hours. What happened later bears a
 * wrong date. Of fewer than 1,000 events none is refused. An hour with events takes some 100 bytes.
 *
 * @see HourCounts for events that come in no order
 */
public final class LatestHour {
  /** Code of the dead letters of what is refused. */
  public static final String FROM_THE_FUTURE = "FROM_THE_FUTURE";

  /** How far beyond the percentile an hour may lie. */
  public static final Duration BEYOND = Duration.ofDays(365);

  /** One event of so many may be later than the percentile. */
  private static final long ONE_OF = 1_000;

  /** What every reason says, and no other. */
  private static final String AFTER_THE_OTHERS =
      " lies more than " + BEYOND.toDays() + " days after 99.9 % of ";

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final NavigableMap<Long, Long> upToHour = new TreeMap<>();
  private long events;

  /**
   * Adds an hour, later than those before.
   *
   * @param hourMillis its first instant, milliseconds since 1970 UTC
   * @param count of its events
   */
  public void add(long hourMillis, long count) {
    events += count;
    upToHour.put(hourMillis, events);
  }

  /**
   * Whether a later hour may turn out to lie beyond. It does not if it would not with the events so
   * far: more of them only move the percentile on.
   */
  public boolean mayExclude(long hourMillis) {
    Map.Entry<Long, Long> longBefore = upToHour.lowerEntry(hourMillis - BEYOND.toMillis());
    return longBefore != null && longBefore.getValue() >= rank();
  }

  /** First instant of the last hour that is taken, as far as events were added. */
  public long millis() {
    return percentileMillis() + BEYOND.toMillis();
  }

  /** Last instant that is taken, milliseconds since 1970 UTC; all time without events. */
  public long lastMillis() {
    return events == 0 ? Long.MAX_VALUE : millis() + HOUR_MILLIS - 1;
  }

  /** Events that were added and lie beyond. */
  public long excluded() {
    Map.Entry<Long, Long> last = upToHour.floorEntry(millis());
    return last == null ? 0 : events - last.getValue();
  }

  /** First instant of the hour of the percentile; as late as can be without events. */
  private long percentileMillis() {
    for (Map.Entry<Long, Long> hour : upToHour.entrySet()) {
      if (hour.getValue() >= rank()) {
        return hour.getKey();
      }
    }
    return Long.MAX_VALUE - BEYOND.toMillis();
  }

  /** The nearest rank, at least 1: the least number of events that is 99.9 % of them or more. */
  private long rank() {
    return Math.max(1, events - events / ONE_OF);
  }

  /**
   * The reason why an event is refused.
   *
   * @param eventTimeMillis of the event
   * @param others whose it is, as {@code "the archive's events"}
   * @param wayOut what takes it after all, as {@code "--to with a later date takes it"}
   */
  public static String reason(long eventTimeMillis, String others, String wayOut) {
    return "event time "
        + Instant.ofEpochMilli(eventTimeMillis)
        + AFTER_THE_OTHERS
        + others
        + "; "
        + wayOut;
  }

  /**
   * The same, with the limit.
   *
   * @param lastMillis last instant that is taken, milliseconds since 1970 UTC
   */
  public static String reason(long eventTimeMillis, long lastMillis, String others, String wayOut) {
    return reason(
        eventTimeMillis,
        others + " (last taken: " + Instant.ofEpochMilli(lastMillis) + ")",
        wayOut);
  }

  /** Whether this is such a reason: events are refused for the same code by a clock, too. */
  public static boolean isReason(String reason) {
    return reason.contains(AFTER_THE_OTHERS);
  }
}
