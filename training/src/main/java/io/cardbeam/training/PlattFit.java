package io.cardbeam.training;

import io.cardbeam.model.Calibration;
import java.util.function.IntPredicate;

/**
 * Fits a {@link Calibration} to labels of which some frauds are missing: a fraud that nobody has
 * disputed yet stands there as genuine, however high its score, and a few of those would flatten
 * the whole curve. So a fraud is taken to be labelled as one with a chance of {@code 1 - lapse}
 * alone, as psychometric functions do with answers given by mistake (Wichmann and Hill, Perception
 * and Psychophysics 63, 2001), and labels are fitted by {@code (1 - lapse) * sigmoid(slope * score
 * + intercept)}; the calibration is the sigmoid without the lapses. Of a few lapses the likeliest
 * is taken. Slope and intercept by Fisher's scoring, with a faint pull towards the scores as they
 * are, so that labels that a threshold parts cleanly have a solution, too.
 */
final class PlattFit {
  private static final double[] LAPSES = {0, 0.001, 0.002, 0.003, 0.004, 0.006, 0.008, 0.012, 0.02};
  private static final int MAX_STEPS = 100;
  private static final double ENOUGH = 1e-9;

  /** Weight of the pull towards slope 1 and intercept 0, in requests. */
  private static final double PULL = 1e-2;

  private final float[] scores;
  private final boolean[] frauds;

  private PlattFit(float[] scores, boolean[] frauds) {
    this.scores = scores;
    this.frauds = frauds;
  }

  /**
   * Fits.
   *
   * @param rows which were not learnt from
   * @param known labels that came before it count, milliseconds since 1970 UTC
   */
  static Calibration of(TrainingTable table, TableScores scores, IntPredicate rows, long known) {
    int count = 0;
    for (int row = 0; row < table.size(); row++) {
      count += rows.test(row) ? 1 : 0;
    }
    float[] logOdds = new float[count];
    boolean[] frauds = new boolean[count];
    int at = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        logOdds[at] = scores.logOdds(row);
        frauds[at++] = table.isFraud(row, known);
      }
    }
    return of(logOdds, frauds);
  }

  /** Fits to scores, log-odds, and their labels. */
  static Calibration of(float[] scores, boolean[] frauds) {
    PlattFit fit = new PlattFit(scores, frauds);
    Calibration likeliest = new Calibration(1, 0);
    double most = Double.NEGATIVE_INFINITY;
    for (double lapse : LAPSES) {
      Calibration fitted = fit.at(lapse);
      double likelihood = fit.logLikelihood(fitted, lapse);
      if (likelihood > most) {
        most = likelihood;
        likeliest = fitted;
      }
    }
    return likeliest;
  }

  private Calibration at(double lapse) {
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      double gs = PULL * (1 - slope);
      double gi = -PULL * intercept;
      double hss = PULL;
      double hsi = 0;
      double hii = PULL;
      for (int i = 0; i < scores.length; i++) {
        double z = scores[i];
        double p = 1 / (1 + StrictMath.exp(-(slope * z + intercept)));
        double labelled = (1 - lapse) * p;
        // The slope of the curve over the variance of a label on it, which is p times 1 - labelled.
        double sensitivity = lapse == 0 ? 1 : (1 - p) / (1 - labelled);
        double error = ((frauds[i] ? 1 : 0) - labelled) * sensitivity;
        double weight = labelled * (1 - p) * sensitivity;
        gs += error * z;
        gi += error;
        hss += weight * z * z;
        hsi += weight * z;
        hii += weight;
      }
      double determinant = hss * hii - hsi * hsi;
      double slopeStep = (hii * gs - hsi * gi) / determinant;
      double interceptStep = (hss * gi - hsi * gs) / determinant;
      // No more than a half at once: far from the solution the steps overshoot.
      double damping =
          Math.min(1, 0.5 / Math.max(Math.abs(slopeStep), 0.25 * Math.abs(interceptStep)));
      slope = Math.max(0.01, slope + damping * slopeStep);
      intercept += damping * interceptStep;
      if (Math.abs(slopeStep) + Math.abs(interceptStep) < ENOUGH) {
        break;
      }
    }
    return new Calibration(slope, intercept);
  }

  private double logLikelihood(Calibration calibration, double lapse) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double labelled = (1 - lapse) * calibration.probability(scores[i]);
      sum += StrictMath.log(Math.max(Double.MIN_NORMAL, frauds[i] ? labelled : 1 - labelled));
    }
    return sum;
  }
}
