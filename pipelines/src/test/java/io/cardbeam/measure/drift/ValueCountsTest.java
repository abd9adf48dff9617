package io.cardbeam.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  private static ValueCounts of(Iterable<Float> values) {
    ValueCounts counts = new ValueCounts();
    values.forEach(counts::add);
    return counts;
  }

  @Property
  void binsRiseWithValuesAndHoldThem(@ForAll float a, @ForAll float b) {
    if (a < b) {
      assertThat(ValueCounts.binOf(a)).isLessThanOrEqualTo(ValueCounts.binOf(b));
    }
    assertThat(ValueCounts.binOf(a)).isBetween(0, ValueCounts.BINS - 1);
    assertThat(ValueCounts.binOf(ValueCounts.valueOf(ValueCounts.binOf(a))))
        .isEqualTo(ValueCounts.binOf(a));
  }

  @Property
  void aBinIsAtMostAThirtySecondWide(
      @ForAll @FloatRange(min = 1, max = 2) float mantissa,
      @ForAll @IntRange(min = -100, max = 100) int exponent) {
    float value = mantissa * (float) Math.pow(2, exponent);
    double kept = ValueCounts.valueOf(ValueCounts.binOf(value));
    assertThat(kept).isLessThanOrEqualTo(value).isGreaterThan(value * (1 - 1.0 / 32));
    double below = ValueCounts.valueOf(ValueCounts.binOf(-value));
    assertThat(below).isEqualTo(-kept);
  }

  @Property
  void wholeNumbersUpToSixtyFourHaveBinsOfTheirOwn(
      @ForAll @IntRange(min = -64, max = 64) int number) {
    assertThat(ValueCounts.valueOf(ValueCounts.binOf(number))).isEqualTo(number);
  }

  @Property
  void partsAddUpToTheWholeInAnyOrder(
      @ForAll @Size(max = 50) List<Float> one, @ForAll @Size(max = 50) List<Float> two)
      throws IOException {
    ValueCounts whole = of(one);
    two.forEach(whole::add);
    ValueCounts first = of(one);
    first.add(of(two));
    ValueCounts second = of(two);
    second.add(of(one));
    assertThat(first).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(second).isEqualTo(whole);
    assertThat(whole.total()).isEqualTo(one.size() + two.size());
    assertThat(copied(whole)).isEqualTo(whole);
  }

  private static ValueCounts copied(ValueCounts counts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.writeTo(new DataOutputStream(bytes));
    return ValueCounts.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Property
  void quantilesAreThoseOfTheSortedValuesButForTheWidthOfABin(
      @ForAll @Size(min = 1, max = 80) List<@FloatRange(min = 0.01f, max = 1000f) Float> values,
      @ForAll @IntRange(max = 100) int percent) {
    List<Float> sorted = values.stream().sorted().toList();
    int place = Math.max(1, (int) Math.ceil(percent / 100.0 * values.size())) - 1;
    double exact = sorted.get(place);
    assertThat(of(values).quantile(percent / 100.0)).isCloseTo(exact, within(exact / 32));
  }

  @Test
  void whatIsNoNumberIsMissing() {
    ValueCounts counts = of(List.of(Float.NaN, 1f, 0f, -0f));
    assertThat(counts.missing()).isEqualTo(1);
    assertThat(counts.total()).isEqualTo(4);
    assertThat(counts.quantile(0.5)).isZero();
    assertThat(new ValueCounts().quantile(0.5)).isNaN();
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = new byte[64];
    bytes[8] = 127;
    assertThatThrownBy(
            () -> ValueCounts.readFrom(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bins are not 0 to");
  }
}
