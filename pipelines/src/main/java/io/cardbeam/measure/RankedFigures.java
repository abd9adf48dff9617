package io.cardbeam.measure;

import java.util.List;

/**
 * Figures of a ranking, whatever was decided. NaN where there was no fraud, or nothing but fraud.
 *
 * @param averagePrecision sum over thresholds of precision times the recall that the threshold
 *     adds; no interpolation (Zhu, Recall, Precision and Average Precision, 2004)
 * @param rocAuc chance that a fraud scores above a genuine request, ties counting half (Hanley and
 *     McNeil, Radiology 143, 1982)
 * @param bestF1 largest harmonic mean of precision and recall at any threshold
 * @param bestF1Threshold the highest threshold that gives it
 * @param gainAtBestF1 sum, over the requests at or above that threshold, of what declining them
 *     gains
 * @param recallAtAlerts recall when the shares {@link #ALERT_SHARES} of all requests are looked at,
 *     best first; where only a part of the requests of one score can be, that part of their frauds
 * @param recallAtFalsePositives recall at the lowest threshold that takes no more than the shares
 *     {@link #FALSE_POSITIVE_SHARES} of the genuine requests
 * @param thresholdAtFalsePositives those thresholds; positive infinity where even the highest score
 *     takes too many
 */
public record RankedFigures(
    double averagePrecision,
    double rocAuc,
    double bestF1,
    double bestF1Threshold,
    double gainAtBestF1,
    List<Double> recallAtAlerts,
    List<Double> recallAtFalsePositives,
    List<Double> thresholdAtFalsePositives) {
  /** Shares of all requests that are looked at. */
  public static final List<Double> ALERT_SHARES = List.of(0.001, 0.005, 0.01);

  /** Shares of genuine requests that are taken for fraud. */
  public static final List<Double> FALSE_POSITIVE_SHARES = List.of(0.0001, 0.001, 0.01);

  public RankedFigures {
    recallAtAlerts = List.copyOf(recallAtAlerts);
    recallAtFalsePositives = List.copyOf(recallAtFalsePositives);
    thresholdAtFalsePositives = List.copyOf(thresholdAtFalsePositives);
  }
}
