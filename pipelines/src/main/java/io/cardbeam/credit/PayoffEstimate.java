package io.cardbeam.credit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * How long a balance takes to pay off, and what it costs, if nothing more is bought: the figures of
 * the minimum-payment warning, 12 CFR 1026.7(b)(12), by the assumptions of appendix M1 to part
 * 1026. A month is a twelfth of 365 days; each month bears interest on the balance at its
 * beginning, and the payment on that balance is made in it.
 *
 * @param months until nothing is owed, 1 or more
 * @param totalMinor sum of the payments, minor units
 */
public record PayoffEstimate(int months, long totalMinor) {
  /** The number of months that the warning compares with. */
  public static final int COMPARED_MONTHS = 36;

  /** A balance that takes longer is told to be never paid off. */
  static final int MOST_MONTHS = 100 * 12;

  /**
   * By minimum payments alone; empty if they don't pay it off within {@value #MOST_MONTHS} months.
   *
   * @param balanceMinor what is owed, minor units, above 0
   */
  public static Optional<PayoffEstimate> byMinimumPayments(
      long balanceMinor, InterestRate rate, MinimumPayment payment) {
    require(balanceMinor);
    long balance = balanceMinor;
    long total = 0;
    for (int month = 1; month <= MOST_MONTHS; month++) {
      long interest = rate.ofMonth(balance);
      long owed = Math.addExact(balance, interest);
      long paid = Math.min(owed, payment.formula(balance, interest));
      total = Math.addExact(total, paid);
      balance = owed - paid;
      if (balance == 0) {
        return Optional.of(new PayoffEstimate(month, total));
      }
    }
    return Optional.empty();
  }

  /**
   * The payment that pays it off in {@value #COMPARED_MONTHS} equal months, minor units: the
   * balance by the present value of an annuity of 1.
   *
   * @param balanceMinor what is owed, minor units, above 0
   */
  public static long paymentFor36Months(long balanceMinor, InterestRate rate) {
    require(balanceMinor);
    BigDecimal balance = BigDecimal.valueOf(balanceMinor);
    BigDecimal monthly = rate.monthly();
    BigDecimal presentValue =
        monthly.signum() == 0
            ? BigDecimal.valueOf(COMPARED_MONTHS)
            : BigDecimal.ONE
                .subtract(
                    BigDecimal.ONE.divide(
                        BigDecimal.ONE.add(monthly).pow(COMPARED_MONTHS, MathContext.DECIMAL64),
                        MathContext.DECIMAL64))
                .divide(monthly, MathContext.DECIMAL64);
    return balance
        .divide(presentValue, MathContext.DECIMAL64)
        .setScale(0, InterestRate.ROUNDING)
        .longValueExact();
  }

  private static void require(long balanceMinor) {
    if (balanceMinor <= 0) {
      throw new IllegalArgumentException("nothing is owed, so nothing is paid off");
    }
  }
}
