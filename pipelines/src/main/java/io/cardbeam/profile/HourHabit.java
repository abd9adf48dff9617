package io.cardbeam.profile;

/**
 * At which hours of the day (UTC) a card buys: decayed weights of its requests by hour, half-life
 * {@value #HALF_LIFE_DAYS} days. Immutable.
 */
public final class HourHabit {
  /** Hours of a day. */
  public static final int HOURS = 24;

  /** Days after which a request counts half. */
  public static final int HALF_LIFE_DAYS = 90;

  private static final long HOUR_MILLIS = 3_600_000;

  static final HourHabit NONE = new HourHabit(new double[HOURS], Long.MIN_VALUE);

  private final double[] weights;
  private final double total;
  private final long asOfMillis;

  HourHabit(double[] weights, long asOfMillis) {
    this.weights = weights;
    this.asOfMillis = asOfMillis;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    total = sum;
  }

  HourHabit plus(long timeMillis) {
    double[] changed = weights.clone();
    long now = Math.max(asOfMillis, timeMillis);
    if (asOfMillis != Long.MIN_VALUE && now > asOfMillis) {
      double kept = Decay.factor(now - asOfMillis, HALF_LIFE_DAYS);
      for (int hour = 0; hour < HOURS; hour++) {
        changed[hour] *= kept;
      }
    }
    changed[hourOf(timeMillis)] += Decay.factor(now - timeMillis, HALF_LIFE_DAYS);
    return new HourHabit(changed, now);
  }

  /**
   * Share of the card's requests that fall in these hours of the day, 0 to 1; NaN for a card
   * without requests.
   *
   * @param fromHour first hour of the day, 0 to 23
   * @param hours how many, 1 to 24; goes on after midnight
   */
  public double share(int fromHour, int hours) {
    if (total == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < hours; i++) {
      sum += weights[(fromHour + i) % HOURS];
    }
    return sum / total;
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
