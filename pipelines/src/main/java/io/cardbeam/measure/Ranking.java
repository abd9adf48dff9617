package io.cardbeam.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests by falling score. Equal scores form one group, which a threshold takes or leaves as a
 * whole; so no figure depends on the order in which the requests came.
 *
 * <p>Sorted once: each sweep with other weights costs one pass over arrays.
 */
public final class Ranking {
  /** Score at each rank, falling. */
  final double[] score;

  /** Whether the request at a rank was fraud. */
  final boolean[] fraud;

  /** Whether a rank is the last of its score. */
  final boolean[] lastOfScore;

  /** Place in the arrays that were given of the request at a rank. */
  final int[] row;

  private Ranking(double[] score, boolean[] fraud, boolean[] lastOfScore, int[] row) {
    this.score = score;
    this.fraud = fraud;
    this.lastOfScore = lastOfScore;
    this.row = row;
  }

  /**
   * Ranks requests.
   *
   * @param scores higher means more likely fraud; any scale
   * @param frauds what was true of each
   * @throws IllegalArgumentException if the arrays differ in length or a score is no number
   */
  public static Ranking of(double[] scores, boolean[] frauds) {
    if (scores.length != frauds.length) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + frauds.length + " requests");
    }
    double[] rising = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is no number");
      }
      rising[i] = scores[i] + 0.0; // -0.0 becomes 0.0, which is equal to it.
    }
    double[] unsorted = rising.clone();
    Arrays.parallelSort(rising);
    return placed(unsorted, frauds, rising);
  }

  /** Puts each request at the next free rank of its score: sorts indices without boxing them. */
  private static Ranking placed(double[] unsorted, boolean[] frauds, double[] rising) {
    int n = rising.length;
    int[] taken = new int[n];
    double[] score = new double[n];
    boolean[] fraud = new boolean[n];
    boolean[] last = new boolean[n];
    int[] row = new int[n];
    for (int i = 0; i < n; i++) {
      int first = firstOf(rising, unsorted[i]);
      int rank = n - 1 - (first + taken[first]++);
      score[rank] = unsorted[i];
      fraud[rank] = frauds[i];
      row[rank] = i;
    }
    for (int i = 0; i < n; i++) {
      last[i] = i == n - 1 || score[i] != score[i + 1];
    }
    return new Ranking(score, fraud, last, row);
  }

  private static int firstOf(double[] rising, double value) {
    int low = 0;
    int high = rising.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rising[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many requests there are. */
  public int size() {
    return score.length;
  }

  /** The figures with each request counted once. */
  public RankedFigures figures() {
    return new RankSweep(this, new int[size()], new double[size()]).figures(new int[] {1});
  }

  /**
   * Precision by recall, from the highest threshold to the lowest that finds another fraud.
   *
   * @param mostPoints how many points at most, 2 or more; the curve is thinned evenly by recall
   * @return empty if there was no fraud
   */
  public List<PrecisionRecall> precisionRecallCurve(int mostPoints) {
    long frauds = 0;
    for (boolean each : fraud) {
      frauds += each ? 1 : 0;
    }
    List<PrecisionRecall> curve = new ArrayList<>();
    long found = 0;
    long foundAtLastPoint = -1;
    long step = Math.max(1, (long) Math.ceil((double) frauds / Math.max(1, mostPoints - 1)));
    for (int rank = 0; rank < size() && foundAtLastPoint < frauds; rank++) {
      found += fraud[rank] ? 1 : 0;
      boolean due = foundAtLastPoint < 0 || found - foundAtLastPoint >= step || found == frauds;
      if (lastOfScore[rank] && found > 0 && due) {
        curve.add(
            new PrecisionRecall(score[rank], (double) found / (rank + 1), (double) found / frauds));
        foundAtLastPoint = found;
      }
    }
    return curve;
  }
}
