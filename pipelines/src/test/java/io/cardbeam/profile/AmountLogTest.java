package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class AmountLogTest {

  @Property
  void isTheNaturalLogarithm(@ForAll @LongRange(min = 1) long amountMinor) {
    double expected = StrictMath.log((double) amountMinor);
    assertThat(AmountLog.of(amountMinor)).isCloseTo(expected, offset(4 * Math.ulp(expected)));
  }

  @Example
  void isSoForEverySmallAmountAndAroundPowersOfTwo() {
    for (long amount = 2; amount < 200_000; amount++) {
      isTheNaturalLogarithm(amount);
    }
    for (int exponent = 18; exponent < Long.SIZE - 1; exponent++) {
      isTheNaturalLogarithm((1L << exponent) - 1);
      isTheNaturalLogarithm((1L << exponent) + (1L << (exponent - 1)));
    }
  }

  @Example
  void whatIsNoAmountCountsAsOne() {
    assertThat(AmountLog.of(1)).isZero();
    assertThat(AmountLog.of(0)).isZero();
    assertThat(AmountLog.of(Long.MIN_VALUE)).isZero();
  }
}
