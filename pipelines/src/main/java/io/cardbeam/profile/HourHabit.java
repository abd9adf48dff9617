package io.cardbeam.profile;

import java.util.Arrays;

/**
 * At which hours of the day (UTC) a card buys: decayed weights of its purchases by hour, half-life
 * {@value #HALF_LIFE_DAYS} days. Immutable.
 */
public final class HourHabit {
  /** Hours of a day. */
  public static final int HOURS = 24;

  /** Days after which a purchase counts half. */
  public static final int HALF_LIFE_DAYS = 90;

  private static final long HOUR_MILLIS = 3_600_000;

  static final HourHabit NONE = new HourHabit(new double[HOURS], Long.MIN_VALUE);

  private final double[] weights;
  private final long asOfMillis;

  HourHabit(double[] weights, long asOfMillis) {
    this.weights = weights;
    this.asOfMillis = asOfMillis;
  }

  HourHabit plus(double share, long timeMillis) {
    double[] changed = weights.clone();
    long now = Math.max(asOfMillis, timeMillis);
    if (asOfMillis != Long.MIN_VALUE && now > asOfMillis) {
      double kept = Decay.factor(now - asOfMillis, HALF_LIFE_DAYS);
      for (int hour = 0; hour < HOURS; hour++) {
        changed[hour] *= kept;
      }
    }
    changed[hourOf(timeMillis)] += share * Decay.factor(now - timeMillis, HALF_LIFE_DAYS);
    return new HourHabit(changed, now);
  }

  /**
   * Share of the card's purchases that fall in the hour of this time or in the hours beside it, 0
   * to 1; 0 for a card without purchases.
   */
  public double shareAround(long timeMillis) {
    double total = Arrays.stream(weights).sum();
    if (total == 0) {
      return 0;
    }
    int hour = hourOf(timeMillis);
    return (weights[hour] + weights[(hour + 1) % HOURS] + weights[(hour + HOURS - 1) % HOURS])
        / total;
  }

  /** Hour of the day, UTC, 0 to 23. */
  public static int hourOf(long timeMillis) {
    return (int) Math.floorMod(Math.floorDiv(timeMillis, HOUR_MILLIS), (long) HOURS);
  }

  double[] weights() {
    return weights.clone();
  }

  long asOfMillis() {
    return asOfMillis;
  }
}
