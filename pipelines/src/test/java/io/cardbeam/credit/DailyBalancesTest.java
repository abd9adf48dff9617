package io.cardbeam.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DailyBalancesTest {
  /** Of thirty days. */
  private static final BillingCycle CYCLE =
      new BillingCycle(
          LocalDate.of(2020, 4, 1), LocalDate.of(2020, 4, 30), LocalDate.of(2020, 5, 25));

  private static LocalDate day(int number) {
    return CYCLE.firstDay().plusDays(number - 1);
  }

  /**
   * An exercise of business mathematics, worked by hand: $400 owed on the 21st of July; a payment
   * of $40 on the 28th, a charge of $60 on the 31st, $10 paid on the 6th of August, $50 charged on
   * the 13th; thirty days. 400 x 7 + 360 x 3 + 420 x 6 + 410 x 7 + 460 x 7 = 12,490, of which a day
   * has $416.33.
   */
  @Test
  void theAverageIsThatWorkedByHand() {
    BillingCycle cycle =
        new BillingCycle(
            LocalDate.of(2020, 7, 21), LocalDate.of(2020, 8, 19), LocalDate.of(2020, 9, 13));
    DailyBalances balances = new DailyBalances(cycle, 40_000);
    balances.post(LocalDate.of(2020, 7, 28), -4_000);
    balances.post(LocalDate.of(2020, 7, 31), 6_000);
    balances.post(LocalDate.of(2020, 8, 6), -1_000);
    balances.post(LocalDate.of(2020, 8, 13), 5_000);
    assertThat(balances.sumMinor()).isEqualTo(1_249_000);
    assertThat(balances.averageMinor()).isEqualTo(41_633);
    assertThat(balances.closingMinor()).isEqualTo(46_000);
  }

  /** By hand: 27,000 cents, 18 percent, 30 of 365 days: 399.45 cents. */
  @Test
  void interestIsRoundedOnceAtTheEnd() {
    InterestRate rate = new InterestRate(new BigDecimal("18"));
    assertThat(rate.on(BigInteger.valueOf(27_000 * 30))).isEqualTo(399);
    // 36,500 daily cents at 0.5 percent are half a cent, which goes up.
    assertThat(new InterestRate(new BigDecimal("0.5")).on(BigInteger.valueOf(36_500))).isEqualTo(1);
    assertThat(new InterestRate(new BigDecimal("0.499")).on(BigInteger.valueOf(36_500))).isZero();
  }

  @Test
  void aDayOnWhichTheBankOwesCountsAsNothing() {
    DailyBalances balances = new DailyBalances(CYCLE, -10_000);
    balances.post(day(30), 13_000);
    assertThat(balances.sumMinor()).isEqualTo(3_000);
    assertThat(balances.averageMinor()).isEqualTo(100);
    assertThat(balances.closingMinor()).isEqualTo(3_000);
  }

  @Property
  void theSumIsThatOfCountingDayByDay(@ForAll long seed) {
    Random random = new Random(seed);
    long opening = random.nextLong(-50_000, 200_000);
    DailyBalances balances = new DailyBalances(CYCLE, opening);
    long[] perDay = new long[CYCLE.days()];
    for (int i = 0; i < 40; i++) {
      int day = random.nextInt(CYCLE.days());
      long amount = random.nextLong(-30_000, 30_000);
      balances.post(day(day + 1), amount);
      for (int later = day; later < perDay.length; later++) {
        perDay[later] += amount;
      }
    }
    long sum = 0;
    for (long movements : perDay) {
      sum += Math.max(0, opening + movements);
    }
    assertThat(balances.sumMinor()).isEqualTo(sum);
    assertThat(balances.closingMinor()).isEqualTo(opening + perDay[perDay.length - 1]);
  }

  @Test
  void refusesADayOfAnotherCycleAndARateThatIsNone() {
    DailyBalances balances = new DailyBalances(CYCLE, 0);
    assertThatThrownBy(() -> balances.post(CYCLE.closingDate().plusDays(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InterestRate(new BigDecimal("100.1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InterestRate(new BigDecimal("9.9999")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
