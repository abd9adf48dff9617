package io.cardbeam.traffic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How far the event time of an input has come: to the time of its tenth latest event, or where
 * there are less than a thousand of that whose rank is a hundredth of them, but never of one later
 * than the third. So a few events that bear a date ahead by mistake don't make an input look
 * complete.
 *
 * @param count of all events
 * @param latest times of the latest of them, {@value #MOST} at most, latest first, milliseconds
 *     since 1970 UTC
 */
public record LatestTimes(long count, List<Long> latest) implements Serializable {
  /** Most that are kept, and the rank of the event that counts in a large input. */
  public static final int MOST = 10;

  /** The rank of the event that counts in the smallest input. */
  public static final int LEAST = 3;

  /** Of no events. */
  public static final LatestTimes NONE = new LatestTimes(0, List.of());

  private static final int ONE_IN = 100;

  public LatestTimes {
    latest = List.copyOf(latest);
    if (latest.size() > MOST || latest.size() > count) {
      throw new IllegalArgumentException(latest.size() + " latest of " + count + " events");
    }
  }

  /** Of events at these times, milliseconds since 1970 UTC. */
  public static LatestTimes of(LongStream times) {
    List<Long> all = new ArrayList<>();
    times.forEach(all::add);
    all.sort(Comparator.reverseOrder());
    return new LatestTimes(all.size(), all.subList(0, Math.min(MOST, all.size())));
  }

  /** Of the events of both. */
  public LatestTimes plus(LatestTimes other) {
    List<Long> all = new ArrayList<>(latest);
    all.addAll(other.latest);
    all.sort(Comparator.reverseOrder());
    return new LatestTimes(
        Math.addExact(count, other.count), all.subList(0, Math.min(MOST, all.size())));
  }

  /**
   * The time that event time has come to, milliseconds since 1970 UTC; empty for too few events.
   */
  public OptionalLong reached() {
    int rank = (int) Math.max(LEAST, Math.min(MOST, count / ONE_IN));
    return latest.size() < rank ? OptionalLong.empty() : OptionalLong.of(latest.get(rank - 1));
  }
}
