package io.cardbeam.profile;

/**
 * How much a card asks for, over all its purchases or in one category: weight, mean and squared
 * deviation of the natural logarithm of its amounts, each counting half as much every {@value
 * #HALF_LIFE_DAYS} days, and the extremes. The update is West's for weighted samples
 * (Communications of the ACM 22(9), 1979), with the decay applied to the sums; a late request
 * enters with the weight that it would have today.
 *
 * @param weight sum of the requests' weights at {@code asOfMillis}; 0 before the first
 * @param meanLog mean of ln(minor units)
 * @param squaredDeviation weighted sum of squared deviations from the mean
 * @param leastMinor smallest amount ever, minor units
 * @param mostMinor largest amount ever, minor units
 * @param asOfMillis event time of the newest request, milliseconds since 1970 UTC
 */
public record AmountHabit(
    double weight,
    double meanLog,
    double squaredDeviation,
    long leastMinor,
    long mostMinor,
    long asOfMillis) {
  /** Days after which a request counts half. */
  public static final int HALF_LIFE_DAYS = 90;

  /** Of a card that asked for nothing yet. */
  public static final AmountHabit NONE =
      new AmountHabit(0, 0, 0, Long.MAX_VALUE, 0, Long.MIN_VALUE);

  /**
   * This habit after a request.
   *
   * @param logAmount natural logarithm of {@code amountMinor}
   */
  AmountHabit plus(long amountMinor, double logAmount, long timeMillis) {
    if (weight == 0) {
      return new AmountHabit(1, logAmount, 0, amountMinor, amountMinor, timeMillis);
    }
    long now = Math.max(asOfMillis, timeMillis);
    double kept = Decay.factor(now - asOfMillis, HALF_LIFE_DAYS);
    double added = Decay.factor(now - timeMillis, HALF_LIFE_DAYS);
    double total = weight * kept + added;
    double deviation = logAmount - meanLog;
    double mean = meanLog + deviation * added / total;
    return new AmountHabit(
        total,
        mean,
        squaredDeviation * kept + added * deviation * (logAmount - mean),
        Math.min(leastMinor, amountMinor),
        Math.max(mostMinor, amountMinor),
        now);
  }

  /** Variance of ln(minor units); 0 before the second request. */
  public double variance() {
    return weight == 0 ? 0 : squaredDeviation / weight;
  }

  /** Weight at a later time. */
  public double weightAt(long timeMillis) {
    return weight == 0
        ? 0
        : weight * Decay.factor(Math.max(0, timeMillis - asOfMillis), HALF_LIFE_DAYS);
  }
}
