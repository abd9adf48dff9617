package io.cardbeam.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How many events an input has in each hour, whatever the order in which they come, and the {@link
 * LatestHour} of them. Counts lie in pages of {@value #PAGE_HOURS} hours, 8 KB each: three years of
 * events take 200 KB, and events of all times that can be, 1970 to 2100, 9 MB.
 */
public final class HourCounts {
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final int PAGE_HOURS = 1_024;

  private final TreeMap<Long, long[]> pages = new TreeMap<>();
  private long lastPage = Long.MIN_VALUE;
  private long[] last = {};
  private long events;

  /**
   * Takes an hour and how many events it has.
   *
   * @param <X> what it throws, which ends the giving
   */
  public interface HourReceiver<X extends Exception> {
    /**
     * Takes one.
     *
     * @param hourMillis its first instant, milliseconds since 1970 UTC
     * @param count above 0
     */
    void hour(long hourMillis, long count) throws X;
  }

  /**
   * Counts an event.
   *
   * @param timeMillis when it happened, milliseconds since 1970 UTC
   */
  public void add(long timeMillis) {
    add(timeMillis, 1);
  }

  /**
   * Counts events of an hour.
   *
   * @param timeMillis any instant in it, milliseconds since 1970 UTC
   * @param count 0 or more
   */
  public void add(long timeMillis, long count) {
    long hour = Math.floorDiv(timeMillis, HOUR_MILLIS);
    page(Math.floorDiv(hour, PAGE_HOURS))[Math.floorMod(hour, PAGE_HOURS)] += count;
    events += count;
  }

  private long[] page(long number) {
    if (number != lastPage) {
      last = pages.computeIfAbsent(number, absent -> new long[PAGE_HOURS]);
      lastPage = number;
    }
    return last;
  }

  /** Counts all that another has counted. */
  public void addAll(HourCounts other) {
    other.forEach(this::add);
  }

  /** How many events were counted. */
  public long events() {
    return events;
  }

  /** Gives the hours that have events, in order of time. */
  public <X extends Exception> void forEach(HourReceiver<X> receiver) throws X {
    for (Map.Entry<Long, long[]> page : pages.entrySet()) {
      long[] counts = page.getValue();
      for (int i = 0; i < PAGE_HOURS; i++) {
        if (counts[i] > 0) {
          receiver.hour((page.getKey() * PAGE_HOURS + i) * HOUR_MILLIS, counts[i]);
        }
      }
    }
  }

  /** Up to when they are taken. */
  public LatestHour latest() {
    LatestHour latest = new LatestHour();
    forEach(latest::add);
    return latest;
  }
}
