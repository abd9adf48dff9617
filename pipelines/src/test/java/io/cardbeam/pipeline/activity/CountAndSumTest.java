package io.cardbeam.pipeline.activity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CountAndSumTest {
  @Property
  void aSumIsNeverBelowOneOfItsParts(
      @ForAll @LongRange(min = 1) long one, @ForAll @LongRange(min = 1) long other) {
    CountAndSum sum = new CountAndSum(1, one).plus(new CountAndSum(1, other));
    assertThat(sum.count()).isEqualTo(2);
    assertThat(sum.amountMinor()).isGreaterThanOrEqualTo(Math.max(one, other));
    assertThat(sum).isEqualTo(new CountAndSum(1, other).plus(new CountAndSum(1, one)));
  }
}
