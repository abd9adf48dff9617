package io.cardbeam.training;

import io.cardbeam.measure.RankedFigures;
import io.cardbeam.measure.Ranking;

/**
 * How two models did in a month.
 *
 * @param month the month, or a name for all of them
 * @param requests all requests
 * @param frauds those that the input tells to be fraud, whenever it was known
 * @param known of the frauds, how many were confirmed by the end of the month: all that could have
 *     been measured by then
 * @param kept figures of the model that is kept
 * @param retrained figures of the model that is retrained
 */
record BacktestMonth(
    String month, long requests, long frauds, long known, Figures kept, Figures retrained) {
  private static final int ONE_IN_A_THOUSAND = RankedFigures.FALSE_POSITIVE_SHARES.indexOf(0.001);

  /**
   * Figures of a model; NaN where there was no fraud, or nothing but fraud.
   *
   * @param averagePrecision as {@link RankedFigures#averagePrecision}
   * @param recall share of frauds found where one genuine request in a thousand is taken for one
   */
  record Figures(double averagePrecision, double recall) {
    private static final Figures NONE = new Figures(Double.NaN, Double.NaN);

    private static Figures of(double[] scores, boolean[] frauds) {
      RankedFigures figures = Ranking.of(scores, frauds).figures();
      return new Figures(
          figures.averagePrecision(), figures.recallAtFalsePositives().get(ONE_IN_A_THOUSAND));
    }
  }

  /** Measures both models on the same requests. */
  static BacktestMonth of(
      String month, boolean[] frauds, long known, double[] kept, double[] retrained) {
    long count = 0;
    for (boolean fraud : frauds) {
      count += fraud ? 1 : 0;
    }
    boolean measurable = count > 0 && count < frauds.length;
    return new BacktestMonth(
        month,
        frauds.length,
        count,
        known,
        measurable ? Figures.of(kept, frauds) : Figures.NONE,
        measurable ? Figures.of(retrained, frauds) : Figures.NONE);
  }

  /** Share of the frauds that was known by the end, 0 to 1; NaN if there were none. */
  double shareKnown() {
    return frauds == 0 ? Double.NaN : (double) known / frauds;
  }

  /** What retraining added to the average precision; NaN where there was nothing to measure. */
  double gain() {
    return retrained.averagePrecision() - kept.averagePrecision();
  }
}
