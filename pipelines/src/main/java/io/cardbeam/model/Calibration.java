package io.cardbeam.model;

import java.io.Serializable;

/**
 * Log-odds of an ensemble to a probability: Platt's sigmoid (Advances in Large Margin Classifiers,
 * 1999), fitted on rows that the ensemble was not trained on. Keeps the order of scores.
 *
 * @param slope above 0
 * @param intercept log-odds
 */
public record Calibration(double slope, double intercept) implements Serializable {
  public Calibration {
    if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException("calibration " + slope + " x + " + intercept);
    }
  }

  /** Probability of fraud, above 0 and below 1. */
  public double probability(float logOdds) {
    return 1 / (1 + StrictMath.exp(-(slope * logOdds + intercept)));
  }
}
