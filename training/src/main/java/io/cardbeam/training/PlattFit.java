package io.cardbeam.training;

import io.cardbeam.model.Calibration;
import java.util.function.IntPredicate;

/**
 * Fits a {@link Calibration} by Newton's method on the log-likelihood of slope and intercept, with
 * Platt's targets that keep the probabilities off 0 and 1 (Lin, Lin and Weng, Machine Learning 68,
 * 2007).
 */
final class PlattFit {
  private static final int MAX_STEPS = 100;
  private static final double ENOUGH = 1e-10;
  private static final double RIDGE = 1e-9;

  private PlattFit() {}

  static Calibration of(TrainingTable table, TableScores scores, IntPredicate rows, long known) {
    long frauds = 0;
    long others = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        if (table.isFraud(row, known)) {
          frauds++;
        } else {
          others++;
        }
      }
    }
    double fraudTarget = (frauds + 1.0) / (frauds + 2.0);
    double otherTarget = 1.0 / (others + 2.0);
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      double gs = 0;
      double gi = 0;
      double hss = RIDGE;
      double hsi = 0;
      double hii = RIDGE;
      for (int row = 0; row < table.size(); row++) {
        if (rows.test(row)) {
          double z = scores.logOdds(row);
          double p = 1 / (1 + StrictMath.exp(-(slope * z + intercept)));
          double error = p - (table.isFraud(row, known) ? fraudTarget : otherTarget);
          double weight = p * (1 - p);
          gs += error * z;
          gi += error;
          hss += weight * z * z;
          hsi += weight * z;
          hii += weight;
        }
      }
      double determinant = hss * hii - hsi * hsi;
      double slopeStep = (hii * gs - hsi * gi) / determinant;
      double interceptStep = (hss * gi - hsi * gs) / determinant;
      slope -= slopeStep;
      intercept -= interceptStep;
      if (Math.abs(slopeStep) + Math.abs(interceptStep) < ENOUGH) {
        break;
      }
    }
    return new Calibration(slope, intercept);
  }
}
