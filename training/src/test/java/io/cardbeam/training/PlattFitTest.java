package io.cardbeam.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.cardbeam.model.Calibration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattFitTest {
  private static final long SEED = 20261125;
  private static final int ROWS = 200_000;

  private final Random random = new Random(SEED);
  private final float[] scores = new float[ROWS];
  private final boolean[] frauds = new boolean[ROWS];

  /** Scores from -10 to 10, and frauds with the probability that a curve gives them. */
  private void draw(double slope, double intercept) {
    Calibration truth = new Calibration(slope, intercept);
    for (int i = 0; i < ROWS; i++) {
      scores[i] = 20 * random.nextFloat() - 10;
      frauds[i] = random.nextDouble() < truth.probability(scores[i]);
    }
  }

  private void forgetFrauds(double share) {
    for (int i = 0; i < ROWS; i++) {
      frauds[i] &= random.nextDouble() >= share;
    }
  }

  @Test
  void findsTheCurveThatLabelsWereDrawnFrom() {
    draw(0.7, -1.5);
    Calibration fitted = PlattFit.of(scores, frauds);
    assertThat(fitted.slope()).as("seed %d", SEED).isCloseTo(0.7, offset(0.02));
    assertThat(fitted.intercept()).as("seed %d", SEED).isCloseTo(-1.5, offset(0.05));
  }

  @Test
  void fraudsThatNobodyHasDisputedYetDoNotFlattenIt() {
    draw(1.2, 0.5);
    forgetFrauds(0.01);
    Calibration fitted = PlattFit.of(scores, frauds);
    assertThat(fitted.slope()).as("seed %d", SEED).isCloseTo(1.2, offset(0.05));
    assertThat(fitted.intercept()).as("seed %d", SEED).isCloseTo(0.5, offset(0.08));
    // A curve for labels that are all right would have come out far flatter.
    assertThat(logLikelihood(fitted, 0.01)).isGreaterThan(logLikelihood(flatter(fitted), 0) + 100);
  }

  /** The best curve of half to all of a slope, by trying. */
  private Calibration flatter(Calibration fitted) {
    Calibration best = fitted;
    for (double share = 0.5; share <= 1; share += 0.05) {
      for (double intercept = -0.5; intercept <= 1; intercept += 0.1) {
        Calibration tried = new Calibration(share * fitted.slope(), intercept);
        best = logLikelihood(tried, 0) > logLikelihood(best, 0) ? tried : best;
      }
    }
    assertThat(best.slope()).isLessThan(0.85 * fitted.slope());
    return best;
  }

  private double logLikelihood(Calibration curve, double lapse) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double p = (1 - lapse) * curve.probability(scores[i]);
      sum += Math.log(frauds[i] ? p : 1 - p);
    }
    return sum;
  }

  @Test
  void noCurveNearbyIsLikelier() {
    draw(0.9, -0.4);
    Calibration fitted = PlattFit.of(scores, frauds);
    double most = logLikelihood(fitted, 0);
    for (double step : new double[] {-0.02, 0.02}) {
      Calibration steeper = new Calibration(fitted.slope() + step, fitted.intercept());
      Calibration higher = new Calibration(fitted.slope(), fitted.intercept() + 5 * step);
      assertThat(logLikelihood(steeper, 0)).as("seed %d", SEED).isLessThan(most);
      assertThat(logLikelihood(higher, 0)).as("seed %d", SEED).isLessThan(most);
    }
  }

  @Test
  void labelsThatAThresholdPartsHaveASolution() {
    for (int i = 0; i < ROWS; i++) {
      scores[i] = i < ROWS / 2 ? -2 : 2;
      frauds[i] = scores[i] > 0;
    }
    Calibration fitted = PlattFit.of(scores, frauds);
    assertThat(fitted.probability(2)).isBetween(0.99, 1.0);
    assertThat(fitted.probability(-2)).isBetween(0.0, 0.01);
  }

  @Test
  void scoresSoHighThatNothingIsLeftOfAProbabilityStillCount() {
    assertFit(new float[] {-10, -0.1f, 0.1f, 10}, "FFTT", 7.4418, 0);
    assertFit(new float[] {-3, -1, 1, 40}, "FTFT", 0.14213, -0.54297);
    assertFit(new float[] {-2, -2, -2, -2, 2, 2, 2, 2}, "FFFTTTTF", 0.55006, 0);
  }

  private static void assertFit(float[] few, String labels, double slope, double intercept) {
    boolean[] isFraud = new boolean[few.length];
    for (int i = 0; i < few.length; i++) {
      isFraud[i] = labels.charAt(i) == 'T';
    }
    Calibration fitted = PlattFit.of(few, isFraud);
    assertThat(fitted.slope()).isCloseTo(slope, offset(1e-3));
    assertThat(fitted.intercept()).isCloseTo(intercept, offset(1e-3));
  }

  @Test
  void twoForgottenFraudsAmongThousandsChangeLittle() {
    Random normal = new Random(3);
    int rows = 20_000;
    float[] z = new float[rows];
    boolean[] isFraud = new boolean[rows];
    int toForget = 2;
    for (int i = 0; i < rows; i++) {
      isFraud[i] = i % 100 == 0;
      z[i] = (float) ((isFraud[i] ? 6 : -7) + 2 * normal.nextGaussian());
      if (isFraud[i] && z[i] > 8 && toForget > 0) {
        isFraud[i] = false;
        toForget--;
      }
    }
    assertThat(PlattFit.of(z, isFraud).slope()).isBetween(2.0, 6.0);
  }

  @Test
  void withoutAnyFraudNothingIsLikelyToBeOne() {
    Arrays.fill(scores, -1);
    assertThat(PlattFit.of(scores, frauds).probability(-1)).isBetween(0.0, 0.001);
  }

  @Test
  void worksForScoresThatRankTheWrongWay() {
    draw(1, 0);
    for (int i = 0; i < ROWS; i++) {
      frauds[i] = !frauds[i];
    }
    // A calibration keeps the order of scores: the flattest there is.
    assertThat(PlattFit.of(scores, frauds).slope()).isBetween(0.0, 0.02);
  }
}
