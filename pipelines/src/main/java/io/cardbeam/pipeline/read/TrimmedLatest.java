package io.cardbeam.pipeline.read;

/**
 * The latest of many times, without the few that lie ahead of all others: the {@value #RANK}th
 * latest of each {@value #BLOCK} that come one after the other. Up to nine of a thousand may bear
 * any time at all and move nothing. It is behind the true latest by the time of ten records.
 *
 * <p>The cost is a comparison for each time, and for those among the ten latest a shift of as many.
 */
final class TrimmedLatest {
  /** How many must have reached a time. */
  static final int RANK = 10;

  /** Of how many, one after the other. */
  static final int BLOCK = 1_000;

  /** The latest of the block so far, ascending. */
  private final long[] highest = new long[RANK];

  private int held;
  private int seen;
  private long latest = Long.MIN_VALUE;

  /**
   * Takes a time.
   *
   * @return the latest that is believed after it, MIN_VALUE before there are ten
   */
  long plus(long time) {
    if (seen == BLOCK) {
      seen = 0;
      held = 0;
    }
    seen++;
    if (held < RANK) {
      insert(time, held);
      held++;
    } else if (time > highest[0]) {
      System.arraycopy(highest, 1, highest, 0, RANK - 1);
      insert(time, RANK - 1);
    }
    if (held == RANK && highest[0] > latest) {
      latest = highest[0];
    }
    return latest;
  }

  private void insert(long time, int place) {
    int at = place;
    while (at > 0 && highest[at - 1] > time) {
      highest[at] = highest[at - 1];
      at--;
    }
    highest[at] = time;
  }
}
