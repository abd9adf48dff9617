package io.cardbeam.profile;

/**
 * How a card buys in one category: weight, mean and squared deviation of the natural logarithm of
 * its amounts, each purchase counting half as much every {@value #HALF_LIFE_DAYS} days. The update
 * is West's for weighted samples (Communications of the ACM 22(9), 1979), with the decay applied to
 * the sums; a late purchase enters with the weight that it would have today.
 *
 * @param category merchant category
 * @param weight sum of the purchases' weights at {@code asOfMillis}
 * @param meanLog mean of ln(minor units)
 * @param squaredDeviation weighted sum of squared deviations from the mean
 * @param asOfMillis event time of the newest purchase, milliseconds since 1970 UTC
 */
public record CategoryHabit(
    String category, double weight, double meanLog, double squaredDeviation, long asOfMillis) {
  /** Days after which a purchase counts half. */
  public static final int HALF_LIFE_DAYS = 90;

  static CategoryHabit first(String category, long amountMinor, double share, long timeMillis) {
    return new CategoryHabit(category, share, StrictMath.log((double) amountMinor), 0, timeMillis);
  }

  /**
   * This habit after a purchase.
   *
   * @param share weight of the purchase, above 0 up to 1
   */
  CategoryHabit plus(long amountMinor, double share, long timeMillis) {
    long now = Math.max(asOfMillis, timeMillis);
    double kept = Decay.factor(now - asOfMillis, HALF_LIFE_DAYS);
    double added = share * Decay.factor(now - timeMillis, HALF_LIFE_DAYS);
    double total = weight * kept + added;
    double deviation = StrictMath.log((double) amountMinor) - meanLog;
    double mean = meanLog + deviation * added / total;
    return new CategoryHabit(
        category,
        total,
        mean,
        squaredDeviation * kept + added * deviation * (StrictMath.log((double) amountMinor) - mean),
        now);
  }

  /** Weight at a later time. */
  public double weightAt(long timeMillis) {
    return weight * Decay.factor(Math.max(0, timeMillis - asOfMillis), HALF_LIFE_DAYS);
  }
}
