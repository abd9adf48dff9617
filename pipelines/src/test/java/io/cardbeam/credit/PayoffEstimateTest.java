package io.cardbeam.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayoffEstimateTest {
  private static final BigDecimal NOTHING = BigDecimal.ZERO;

  private static InterestRate rate(String percent) {
    return new InterestRate(new BigDecimal(percent));
  }

  /**
   * By hand, $100 at 12 percent, that is 1 percent a month, and $50 at least: 100.00 + 1.00 - 50.00
   * = 51.00; 51.00 + 0.51 - 50.00 = 1.51; 1.51 + 0.02 = 1.53, the last payment.
   */
  @Test
  void minimumPaymentsAreThoseCountedByHand() {
    assertThat(
            PayoffEstimate.byMinimumPayments(
                10_000, rate("12"), new MinimumPayment(5_000, NOTHING)))
        .contains(new PayoffEstimate(3, 10_153));
  }

  /**
   * Half of the balance and the interest each month: of $1,000 at 2 percent a month half is left
   * each time, so that the interest is 2 percent of 1,000 + 500 + 250 and so on, which is $40.
   */
  @Test
  void aPaymentOfInterestAndAShareTakesTheShareOffEachMonth() {
    MinimumPayment payment = new MinimumPayment(0, new BigDecimal("50"));
    assertThat(PayoffEstimate.byMinimumPayments(100_000, rate("24"), payment))
        .contains(new PayoffEstimate(17, 104_000));
  }

  @Test
  void aPaymentThatDoesNotCoverTheInterestPaysNothingOff() {
    assertThat(
            PayoffEstimate.byMinimumPayments(
                1_000_000, rate("24"), new MinimumPayment(2_000, NOTHING)))
        .isEmpty();
  }

  /** The formula of an annuity with the figures of any textbook: $1,000 at 1 percent, $33.21. */
  @Test
  void thirtySixMonthsAreAnAnnuity() {
    assertThat(PayoffEstimate.paymentFor36Months(100_000, rate("12"))).isEqualTo(3_321);
    assertThat(PayoffEstimate.paymentFor36Months(3_600, rate("0"))).isEqualTo(100);
  }

  /**
   * Sample form G-18(F) of Regulation Z (12 CFR part 1026, appendix G): of a new balance of
   * $1,784.53 at 14.99 percent, "$62 / 3 years / $2,232", told in whole dollars.
   */
  @Test
  void thirtySixMonthsAreThoseOfTheRegulatorsSample() {
    long payment = PayoffEstimate.paymentFor36Months(178_453, rate("14.99"));
    long dollars = Math.round(payment / 100.0);
    assertThat(dollars).isEqualTo(62);
    assertThat(dollars * PayoffEstimate.COMPARED_MONTHS).isEqualTo(2_232);
  }

  /**
   * The same form's interest charges of a cycle of 30 days: $6.31 on a balance of $512.14 at 14.99
   * percent, and $4.58 on $253.50 at 21.99 percent.
   */
  @ParameterizedTest
  @CsvSource({"14.99, 51214, 631", "21.99, 25350, 458"})
  void interestIsThatOfTheRegulatorsSample(String percent, long balance, long charge) {
    BigInteger sumOfDailyBalances = BigInteger.valueOf(balance).multiply(BigInteger.valueOf(30));
    assertThat(rate(percent).on(sumOfDailyBalances)).isEqualTo(charge);
  }

  @Property
  void payingThatMuchPaysItOffInThatTime(
      @ForAll @LongRange(min = 5_000, max = 5_000_000) long balance,
      @ForAll @IntRange(min = 0, max = 3_599) int hundredthsOfPercent) {
    InterestRate rate = new InterestRate(BigDecimal.valueOf(hundredthsOfPercent, 2));
    long payment = PayoffEstimate.paymentFor36Months(balance, rate);
    PayoffEstimate estimate =
        PayoffEstimate.byMinimumPayments(balance, rate, new MinimumPayment(payment + 1, NOTHING))
            .orElseThrow();
    assertThat(estimate.months()).isBetween(35, 36);
    assertThat(estimate.totalMinor()).isBetween(balance, 36 * (payment + 1));
  }

  @Test
  void theMinimumPaymentHasAFloorAndIsNeverMoreThanWhatIsOwed() {
    MinimumPayment payment = new MinimumPayment(3_500, BigDecimal.ONE);
    assertThat(payment.of(100_000, 2_000, 0, 0)).isEqualTo(3_500);
    assertThat(payment.of(500_000, 10_000, 2_900, 0)).isEqualTo(17_900);
    assertThat(payment.of(500_000, 10_000, 2_900, 6_000)).isEqualTo(23_900);
    assertThat(payment.of(2_000, 0, 0, 0)).isEqualTo(2_000);
    assertThat(payment.of(-2_000, 0, 0, 0)).isZero();
    assertThatThrownBy(() -> new MinimumPayment(0, new BigDecimal("101")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
