package io.cardbeam.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StabilityIndexTest {
  private static ValueCounts counts(int... ofEach) {
    ValueCounts counts = new ValueCounts();
    for (int value = 0; value < ofEach.length; value++) {
      for (int i = 0; i < ofEach[value]; i++) {
        counts.add((float) value);
      }
    }
    return counts;
  }

  @Test
  void isTheSumOfTheDefinitionOverBins() {
    // Shares of 1/2 and 1/2 become 3/4 and 1/4.
    double expected = 0.25 * Math.log(1.5) - 0.25 * Math.log(0.5);
    assertThat(StabilityIndex.of(counts(50, 50), counts(30, 10)))
        .isCloseTo(expected, within(1e-12));
  }

  @Property
  void isNothingForTheSameSharesAndAboveForOthers(
      @ForAll @IntRange(min = 1, max = 50) int a,
      @ForAll @IntRange(min = 1, max = 50) int b,
      @ForAll @IntRange(min = 1, max = 50) int c) {
    assertThat(StabilityIndex.of(counts(a, b, c), counts(3 * a, 3 * b, 3 * c)))
        .isCloseTo(0, within(1e-12));
    assertThat(StabilityIndex.of(counts(a, b, c), counts(c, a, b))).isGreaterThanOrEqualTo(0);
  }

  @Test
  void binsAreTenthsOfTheReferenceSoValuesBeyondItCountAsItsLastTenth() {
    ValueCounts reference = new ValueCounts();
    ValueCounts beyond = new ValueCounts();
    for (int i = 1; i <= 50; i++) {
      reference.add(i);
      beyond.add(i <= 45 ? i : i * 1e6f);
    }
    assertThat(StabilityIndex.of(reference, beyond)).isCloseTo(0, within(1e-12));
  }

  @Test
  void valuesThatBecomeMissingAreAShift() {
    ValueCounts half = counts(50);
    ValueCounts reference = counts(100);
    for (int i = 0; i < 50; i++) {
      half.add(Float.NaN);
    }
    assertThat(StabilityIndex.of(reference, half)).isGreaterThan(StabilityIndex.SHIFTED);
    assertThat(StabilityIndex.of(half, half)).isZero();
  }

  @Test
  void nothingHasNoIndex() {
    assertThat(StabilityIndex.of(counts(), counts(1))).isNaN();
    assertThat(StabilityIndex.of(counts(1), counts())).isNaN();
  }
}
