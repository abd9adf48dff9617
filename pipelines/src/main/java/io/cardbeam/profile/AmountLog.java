package io.cardbeam.profile;

/**
 * Natural logarithm of an amount in plain arithmetic: the same bits on every machine, as {@code
 * StrictMath}'s has, but without leaving Java for it on each request.
 *
 * <p>An amount is {@code m 2^e} with m from 0.75 up to 1.5, and {@code ln m = 2 artanh s} with
 * {@code s = (m - 1) / (m + 1)}, at most a fifth: twelve terms of the series are right to the last
 * bit or two.
 */
public final class AmountLog {
  private static final double LN_2 = StrictMath.log(2);
  private static final long FRACTION = (1L << 52) - 1;
  private static final long BITS_OF_ONE = Double.doubleToLongBits(1);
  private static final double[] ARTANH = new double[12];

  static {
    for (int k = 0; k < ARTANH.length; k++) {
      ARTANH[k] = 2.0 / (2 * k + 1);
    }
  }

  private AmountLog() {}

  /**
   * The logarithm.
   *
   * @param amountMinor minor units; below 1 counts as 1
   * @return 0 or more
   */
  public static double of(long amountMinor) {
    double amount = Math.max(1, amountMinor);
    int exponent = Math.getExponent(amount);
    double m = Double.longBitsToDouble((Double.doubleToLongBits(amount) & FRACTION) | BITS_OF_ONE);
    if (m >= 1.5) {
      m /= 2;
      exponent++;
    }
    double s = (m - 1) / (m + 1);
    double square = s * s;
    double sum = 0;
    for (int k = ARTANH.length - 1; k >= 0; k--) {
      sum = sum * square + ARTANH[k];
    }
    return exponent * LN_2 + s * sum;
  }
}
