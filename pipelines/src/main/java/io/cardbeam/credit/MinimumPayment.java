package io.cardbeam.credit;

import java.math.BigDecimal;

/**
 * How much must be paid at least: a share of the new balance, with the cycle's interest and fees on
 * top, and a floor under it; what is past due comes on top of both. Never more than what is owed.
 *
 * @param floorMinor least payment, minor units, 0 or more
 * @param percent share of the new balance, 0 to 100
 */
public record MinimumPayment(long floorMinor, BigDecimal percent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public MinimumPayment {
    if (floorMinor < 0 || percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException(
          "no payment is at least " + floorMinor + " and " + percent + " percent");
    }
  }

  /**
   * The payment for a cycle.
   *
   * @param newBalanceMinor what is owed at its end, minor units; below 0 where the bank owes
   * @param interestMinor of the cycle, part of the balance
   * @param feesMinor of the cycle, part of the balance
   * @param pastDueMinor of earlier payments that did not come, part of the balance
   * @return minor units, 0 where nothing is owed
   */
  public long of(long newBalanceMinor, long interestMinor, long feesMinor, long pastDueMinor) {
    if (newBalanceMinor <= 0) {
      return 0;
    }
    long due = formula(newBalanceMinor, Math.addExact(interestMinor, feesMinor));
    return Math.min(newBalanceMinor, Math.addExact(due, pastDueMinor));
  }

  /** By the formula alone, which may be more than is owed. */
  long formula(long balanceMinor, long chargesMinor) {
    long share =
        BigDecimal.valueOf(balanceMinor)
            .multiply(percent)
            .divide(HUNDRED, 0, InterestRate.ROUNDING)
            .longValueExact();
    return Math.max(floorMinor, Math.addExact(share, chargesMinor));
  }
}
