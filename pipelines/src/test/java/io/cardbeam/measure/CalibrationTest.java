package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void fourRequestsOfScikitLearnsDocumentationHaveTheirBrierScore() {
    Ranking ranking =
        Ranking.of(new double[] {0.1, 0.9, 0.8, 0.3}, new boolean[] {false, true, true, false});
    assertThat(Calibration.of(ranking, 0, 2).brier()).isCloseTo(0.0375, within(1e-12));
  }

  @Test
  void binsHoldEquallyManyByRisingProbability() {
    Ranking ranking =
        Ranking.of(
            new double[] {0.9, 0.1, 0.7, 0.3, 0.2, 0.8},
            new boolean[] {true, false, true, false, true, false});
    Calibration calibration = Calibration.of(ranking, 0, 3);
    assertThat(calibration.bins()).extracting(Calibration.Bin::requests).containsOnly(2L);
    assertThat(calibration.bins().get(0).meanProbability()).isCloseTo(0.15, within(1e-12));
    assertThat(calibration.bins().get(0).fraudShare()).isEqualTo(0.5);
    // Differences of 0.35, 0 and 0.35 in bins of two.
    assertThat(calibration.expectedError()).isCloseTo(0.7 / 3, within(1e-12));
  }

  @Test
  void requestsBelowTheLeastProbabilityAreLeftOut() {
    Ranking ranking = Ranking.of(new double[] {0.001, 0.5, 0.6}, new boolean[] {true, true, false});
    Calibration calibration = Calibration.of(ranking, 0.01, 1);
    assertThat(calibration.bins()).containsExactly(new Calibration.Bin(2, 0.55, 0.5));
  }

  @Property
  void equalProbabilitiesStayTogetherAndNoRequestIsLost(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 20) int bins,
      @ForAll @IntRange(max = 1 << 20) int seed) {
    double[] p = new double[size];
    boolean[] fraud = new boolean[size];
    for (int i = 0; i < size; i++) {
      p[i] = Draws.below(8, seed, 1, i) / 8.0;
      fraud[i] = Draws.below(3, seed, 2, i) == 0;
    }
    Calibration calibration = Calibration.of(Ranking.of(p, fraud), 0, bins);
    assertThat(calibration.bins()).hasSizeBetween(1, bins);
    assertThat(calibration.bins().stream().mapToLong(Calibration.Bin::requests).sum())
        .isEqualTo(size);
    double brier = 0;
    for (int i = 0; i < size; i++) {
      brier += Math.pow(p[i] - (fraud[i] ? 1 : 0), 2) / size;
    }
    assertThat(calibration.brier()).isCloseTo(brier, within(1e-12));
  }
}
