package io.cardbeam.profile;

import java.util.concurrent.TimeUnit;

/** Exponential forgetting by half-life; StrictMath, so that every machine gets the same bits. */
final class Decay {
  private static final double LN_2 = StrictMath.log(2);

  private Decay() {}

  static double factor(long elapsedMillis, int halfLifeDays) {
    return elapsedMillis == 0
        ? 1
        : StrictMath.exp(-LN_2 * elapsedMillis / (double) TimeUnit.DAYS.toMillis(halfLifeDays));
  }
}
