package io.cardbeam.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChargebackDelayTest {
  private static final int DRAWS = 200_000;
  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  @Test
  void halfOfTheDelaysAreShorterThanTwelveDays() {
    // The standard error of the sample's median is 1.25 * 0.6 / sqrt(200,000) of it: 0.02 days.
    assertThat(quantileDays(0.5, i -> "request " + i)).isCloseTo(12, within(0.1));
  }

  @Test
  void theDelaysAreSpreadAsALognormalDistributionIs() {
    double[] days = sortedDays(i -> Integer.toHexString(i * 0x9e3779b9));
    assertThat(quantile(days, 0.8413)).isCloseTo(12 * Math.exp(0.6), within(0.3));
    assertThat(quantile(days, 0.1587)).isCloseTo(12 * Math.exp(-0.6), within(0.1));
    assertThat(quantile(days, 0.9772)).isCloseTo(12 * Math.exp(1.2), within(1.0));
    assertThat(quantile(days, 0.0228)).isCloseTo(12 * Math.exp(-1.2), within(0.1));
  }

  @Test
  void idsThatDifferInOneDigitAreSpreadTheSame() {
    double[] days = sortedDays(i -> String.format("4f1c0d%06d77aa", i));
    assertThat(quantile(days, 0.5)).isCloseTo(12, within(0.1));
    assertThat(quantile(days, 0.9)).isCloseTo(12 * Math.exp(0.6 * 1.2816), within(0.5));
  }

  @Property
  void noDelayIsShorterThanAnHourOrLongerThanAHundredAndTwentyDays(@ForAll String requestId) {
    assertThat(ChargebackDelay.of(requestId))
        .isBetween(ChargebackDelay.LEAST, ChargebackDelay.MOST);
  }

  @Test
  void theLongestDelaysAreCutOff() {
    double[] days = sortedDays(i -> "cut " + i);
    // ln(120 / 12) is 3.84 deviations above the median: some 6 of 100,000.
    assertThat(days[days.length - 1]).isEqualTo(120);
    assertThat(Arrays.stream(days).filter(d -> d == 120).count()).isBetween(1L, 40L);
  }

  /** From a second implementation in another language: a label's time must never change. */
  @Test
  void theIdAloneTellsTheDelay() {
    assertThat(ChargebackDelay.of("2da90c7d74bd46a0caf3777415b3ebd3").toMillis())
        .isEqualTo(894_543_346L);
    assertThat(ChargebackDelay.of("t1").toMillis()).isEqualTo(661_717_295L);
  }

  private static double quantileDays(double share, IntFunction<String> id) {
    return quantile(sortedDays(id), share);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  private static double[] sortedDays(IntFunction<String> id) {
    return IntStream.range(0, DRAWS)
        .mapToDouble(i -> ChargebackDelay.of(id.apply(i)).toMillis() / DAY_MILLIS)
        .sorted()
        .toArray();
  }
}
