package io.cardbeam.command.evaluation;

import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.LabelJoin;
import io.cardbeam.policy.Costs;
import java.time.Instant;

/**
 * An evaluation with what it was made of.
 *
 * @param rows what became of the rows
 * @param firstTime event time of the first request that was measured
 * @param lastTime event time of the last one
 * @param costs what errors cost
 * @param bootstrap how intervals were made
 * @param synthetic whether the user said that the data is made up
 * @param report the figures
 */
record EvaluationRun(
    Rows rows,
    Instant firstTime,
    Instant lastTime,
    Costs costs,
    EvaluationReport.Bootstrap bootstrap,
    boolean synthetic,
    EvaluationReport report) {
  /** What is said of synthetic data. */
  static final String SYNTHETIC =
      "The data is synthetic: fraud in it is more regular than fraud in life, and every figure is"
          + " optimistic.";

  /**
   * What became of the rows.
   *
   * @param decisions rows in the file of decisions
   * @param labels rows in the file of labels
   * @param invalidLabels of these, those that could not be read
   * @param joined how the others met
   * @param measured requests within the period
   */
  record Rows(
      long decisions, long labels, long invalidLabels, LabelJoin.Counts joined, long measured) {
    /** Whether each row of both files is accounted for. */
    boolean addUp() {
      return decisions == joined.joined() + joined.unlabelled() + joined.repeatedDecisions()
          && labels
              == joined.joined() + joined.undecided() + joined.repeatedLabels() + invalidLabels;
    }

    /** Requests with decision and label that lie outside the period. */
    long outside() {
      return joined.joined() - measured;
    }
  }
}
