package io.cardbeam.credit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What is owed at the end of each day of a cycle: the balance before it, and what each day adds to
 * it or takes from it. A day on which the bank owes the cardholder counts as 0. New purchases are
 * in the balance from their day on: average daily balance including new purchases, 12 CFR
 * 1026.60(g)(1)(i).
 */
public final class DailyBalances {
  private final BillingCycle cycle;
  private final long[] movements;

  /**
   * Balances without movements.
   *
   * @param openingMinor owed when the cycle begins, minor units; below 0 where the bank owes
   */
  public DailyBalances(BillingCycle cycle, long openingMinor) {
    this.cycle = cycle;
    this.movements = new long[cycle.days()];
    movements[0] = openingMinor;
  }

  /**
   * Adds what is posted on a day.
   *
   * @param signedMinor what it adds to what is owed, minor units; below 0 for a payment
   * @throws IllegalArgumentException if the day is not of the cycle
   */
  public void post(LocalDate day, long signedMinor) {
    if (!cycle.holds(day)) {
      throw new IllegalArgumentException(day + " is not of the cycle to " + cycle.closingDate());
    }
    int index = (int) ChronoUnit.DAYS.between(cycle.firstDay(), day);
    movements[index] = Math.addExact(movements[index], signedMinor);
  }

  /** Sum of the balances of all days, minor units, 0 or more. */
  public BigInteger sumMinor() {
    BigInteger sum = BigInteger.ZERO;
    long balance = 0;
    for (long movement : movements) {
      balance = Math.addExact(balance, movement);
      sum = sum.add(BigInteger.valueOf(Math.max(0, balance)));
    }
    return sum;
  }

  /**
   * Their mean, minor units, rounded by {@link InterestRate#ROUNDING}: the balance subject to
   * interest.
   */
  public long averageMinor() {
    return new BigDecimal(sumMinor())
        .divide(BigDecimal.valueOf(cycle.days()), 0, InterestRate.ROUNDING)
        .longValueExact();
  }

  /** What is owed at the end of the cycle, minor units; below 0 where the bank owes. */
  public long closingMinor() {
    long balance = 0;
    for (long movement : movements) {
      balance = Math.addExact(balance, movement);
    }
    return balance;
  }
}
