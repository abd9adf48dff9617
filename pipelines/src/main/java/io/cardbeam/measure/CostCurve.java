package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import java.util.ArrayList;
import java.util.List;

/**
 * What it would have cost to decline every request at or above a threshold and to approve the rest,
 * by threshold.
 *
 * @param points by rising threshold
 */
public record CostCurve(List<Point> points) {
  private static final double LEAST_THRESHOLD = 1e-4;
  private static final int STEPS = 160;

  /**
   * A threshold and its cost.
   *
   * @param threshold probability of fraud, 0 to 1
   * @param lossMinor minor units
   */
  public record Point(double threshold, double lossMinor) {}

  public CostCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve from {@value #LEAST_THRESHOLD} to 1, in even steps of the threshold's logarithm.
   *
   * @param amountsMinor amount of each request, in the order in which they were ranked
   */
  public static CostCurve of(Ranking ranking, long[] amountsMinor, Costs costs) {
    double loss = 0;
    for (int rank = 0; rank < ranking.size(); rank++) {
      loss += lossMinor(Outcome.APPROVED, ranking, rank, amountsMinor, costs);
    }
    List<Point> falling = new ArrayList<>();
    int rank = 0;
    for (int step = STEPS; step >= 0; step--) {
      double threshold = Math.pow(LEAST_THRESHOLD, 1 - (double) step / STEPS);
      for (; rank < ranking.size() && ranking.score[rank] >= threshold; rank++) {
        loss +=
            lossMinor(Outcome.DECLINED, ranking, rank, amountsMinor, costs)
                - lossMinor(Outcome.APPROVED, ranking, rank, amountsMinor, costs);
      }
      falling.add(new Point(threshold, loss));
    }
    List<Point> rising = new ArrayList<>();
    for (int i = falling.size() - 1; i >= 0; i--) {
      rising.add(falling.get(i));
    }
    return new CostCurve(rising);
  }

  private static double lossMinor(
      Outcome outcome, Ranking ranking, int rank, long[] amountsMinor, Costs costs) {
    return CostPolicy.costMinor(
        outcome, ranking.fraud[rank], amountsMinor[ranking.row[rank]], costs);
  }
}
