package io.cardbeam.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass down a ranking that gives all its figures, each request weighted by how often its card
 * was drawn. Weights instead of copies: a round of a bootstrap over 1.85 million requests costs
 * some 10 ms and no memory.
 *
 * <p>F1 can be largest only where a fraud was just added, and average precision grows only there;
 * so divisions are as many as frauds, not as many as requests.
 */
final class RankSweep {
  /** What a share that is a whole number of requests may lack of it by rounding. */
  private static final double ROUNDING = 1e-6;

  private final Ranking ranking;
  private final int[] card;
  private final double[] gain;

  /**
   * @param cardOfRow card of each request, in the order in which they were given to the ranking
   * @param gainOfRow what declining each request gains over approving it
   */
  RankSweep(Ranking ranking, int[] cardOfRow, double[] gainOfRow) {
    this.ranking = ranking;
    this.card = new int[ranking.size()];
    this.gain = new double[ranking.size()];
    for (int rank = 0; rank < card.length; rank++) {
      card[rank] = cardOfRow[ranking.row[rank]];
      gain[rank] = gainOfRow[ranking.row[rank]];
    }
  }

  /**
   * The figures.
   *
   * @param weightOfCard how often each card was drawn, 0 or more
   */
  RankedFigures figures(int[] weightOfCard) {
    long frauds = 0;
    long all = 0;
    for (int rank = 0; rank < card.length; rank++) {
      int weight = weightOfCard[card[rank]];
      all += weight;
      frauds += ranking.fraud[rank] ? weight : 0;
    }
    State state = new State(frauds, all);
    long above = 0;
    long found = 0;
    double gained = 0;
    for (int rank = 0; rank < card.length; rank++) {
      int weight = weightOfCard[card[rank]];
      above += weight;
      found += ranking.fraud[rank] ? weight : 0;
      gained += weight * gain[rank];
      if (ranking.lastOfScore[rank] && above > state.above) {
        state.take(ranking.score[rank], found, above, gained);
      }
    }
    return state.figures();
  }

  /** How far the pass has come: all requests of the scores so far. */
  private static final class State {
    private final long frauds;
    private final long genuine;
    private final double[] alertLimits = new double[RankedFigures.ALERT_SHARES.size()];
    private final double[] alertRecalls = new double[alertLimits.length];
    private final double[] falseLimits = new double[RankedFigures.FALSE_POSITIVE_SHARES.size()];
    private final double[] falseRecalls = new double[falseLimits.length];
    private final double[] falseThresholds = new double[falseLimits.length];
    private int nextAlert;
    private int nextFalse;
    private long found;
    private long above;
    private double threshold = Double.POSITIVE_INFINITY;
    private double precisionSum;
    private double pairs;
    private double bestF1 = Double.NaN;
    private double bestThreshold = Double.NaN;
    private double gainAtBest = Double.NaN;

    State(long frauds, long all) {
      this.frauds = frauds;
      this.genuine = all - frauds;
      for (int i = 0; i < alertLimits.length; i++) {
        alertLimits[i] = RankedFigures.ALERT_SHARES.get(i) * all;
      }
      for (int i = 0; i < falseLimits.length; i++) {
        falseLimits[i] = RankedFigures.FALSE_POSITIVE_SHARES.get(i) * genuine + ROUNDING;
      }
    }

    /** Takes in the requests of one score. */
    void take(double score, long foundNow, long aboveNow, double gained) {
      passAlertLimits(foundNow, aboveNow);
      passFalseLimits(aboveNow - foundNow);
      long added = foundNow - found;
      long addedGenuine = aboveNow - above - added;
      pairs += addedGenuine * (found + added / 2.0);
      if (added > 0) {
        precisionSum += added * ((double) foundNow / aboveNow);
        double f1 = 2.0 * foundNow / (aboveNow + frauds);
        if (!(f1 <= bestF1)) {
          bestF1 = f1;
          bestThreshold = score;
          gainAtBest = gained;
        }
      }
      found = foundNow;
      above = aboveNow;
      threshold = score;
    }

    private void passAlertLimits(long foundNow, long aboveNow) {
      while (nextAlert < alertLimits.length && aboveNow > alertLimits[nextAlert]) {
        double share = (alertLimits[nextAlert] - above) / (aboveNow - above);
        alertRecalls[nextAlert++] = (found + share * (foundNow - found)) / frauds;
      }
    }

    private void passFalseLimits(long falseNow) {
      while (nextFalse < falseLimits.length && falseNow > falseLimits[nextFalse]) {
        falseRecalls[nextFalse] = (double) found / frauds;
        falseThresholds[nextFalse++] = threshold;
      }
    }

    RankedFigures figures() {
      while (nextAlert < alertLimits.length) {
        alertRecalls[nextAlert++] = (double) found / frauds;
      }
      while (nextFalse < falseLimits.length) {
        falseRecalls[nextFalse] = (double) found / frauds;
        falseThresholds[nextFalse++] = threshold;
      }
      return new RankedFigures(
          precisionSum / frauds,
          pairs / ((double) frauds * genuine),
          bestF1,
          bestThreshold,
          gainAtBest,
          list(alertRecalls),
          list(falseRecalls),
          list(falseThresholds));
    }

    private static List<Double> list(double[] values) {
      List<Double> list = new ArrayList<>(values.length);
      for (double value : values) {
        list.add(value);
      }
      return list;
    }
  }
}
