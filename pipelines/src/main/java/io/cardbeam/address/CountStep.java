package io.cardbeam.address;

import java.util.Comparator;

/**
 * A count of an address's cards, and when it is in force.
 *
 * @param untilMillis event time from which it is not, milliseconds since 1970 UTC
 * @param fromMillis event time from which it is
 * @param cards distinct cards in the hour that was counted
 */
public record CountStep(long untilMillis, long fromMillis, int cards)
    implements Comparable<CountStep> {
  /** By end, then by start; of one start the highest first. */
  private static final Comparator<CountStep> ORDER =
      Comparator.comparingLong(CountStep::untilMillis)
          .thenComparingLong(CountStep::fromMillis)
          .thenComparing(CountStep::cards, Comparator.reverseOrder());

  @Override
  public int compareTo(CountStep other) {
    return ORDER.compare(this, other);
  }
}
