package io.cardbeam.credit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An annual percentage rate, of which a day has a 365th part, leap years included.
 *
 * @param percent for instance 24.99; 0 to {@value #MOST_PERCENT}, with three decimals at most
 */
public record InterestRate(BigDecimal percent) {
  /** The one rule by which amounts are rounded to minor units: half a unit goes up. */
  public static final RoundingMode ROUNDING = RoundingMode.HALF_UP;

  /** Largest rate that is taken for one. */
  static final int MOST_PERCENT = 100;

  private static final int MOST_DECIMALS = 3;
  private static final BigDecimal PERCENT_DAYS = BigDecimal.valueOf(100 * 365);
  private static final BigDecimal PERCENT_MONTHS = BigDecimal.valueOf(100 * 12);

  public InterestRate {
    if (percent.signum() < 0
        || percent.compareTo(BigDecimal.valueOf(MOST_PERCENT)) > 0
        || percent.stripTrailingZeros().scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "rate " + percent + " is not 0 to 100 percent with three decimals at most");
    }
  }

  /**
   * Interest on balances, by the average daily balance: average, times the daily rate, times days.
   * That is the sum of the daily balances times the daily rate, so that nothing is rounded on the
   * way, and once at the end.
   *
   * @param sumOfDailyBalancesMinor minor units, 0 or more
   * @return minor units
   */
  public long on(BigInteger sumOfDailyBalancesMinor) {
    return of(new BigDecimal(sumOfDailyBalancesMinor), PERCENT_DAYS);
  }

  /** Interest of a twelfth of a year on a balance; minor units in and out. */
  long ofMonth(long balanceMinor) {
    return of(BigDecimal.valueOf(balanceMinor), PERCENT_MONTHS);
  }

  /** The rate of a twelfth of a year, 0 to 1, not rounded to be told. */
  BigDecimal monthly() {
    return percent.divide(PERCENT_MONTHS, MathContext.DECIMAL64);
  }

  private long of(BigDecimal balances, BigDecimal divisor) {
    return balances.multiply(percent).divide(divisor, 0, ROUNDING).longValueExact();
  }
}
