package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;

/** Figures that follow from the order of the probabilities, whatever was decided. */
final class RankedSource implements FigureSource {
  private final RankSweep sweep;
  private final double[] approvingOfCard;

  RankedSource(ScoredRequests requests, Ranking ranking, Costs costs) {
    double[] gain = new double[requests.size()];
    approvingOfCard = new double[requests.cards()];
    for (int i = 0; i < gain.length; i++) {
      double approving =
          CostPolicy.costMinor(Outcome.APPROVED, requests.fraud[i], requests.amountMinor[i], costs);
      approvingOfCard[requests.card[i]] += approving;
      gain[i] =
          approving
              - CostPolicy.costMinor(
                  Outcome.DECLINED, requests.fraud[i], requests.amountMinor[i], costs);
    }
    sweep = new RankSweep(ranking, requests.card, gain);
  }

  @Override
  public void measure(int[] weightOfCard, Figures into) {
    RankedFigures ranked = sweep.figures(weightOfCard);
    double approving = 0;
    for (int card = 0; card < approvingOfCard.length; card++) {
      approving += weightOfCard[card] * approvingOfCard[card];
    }
    into.set(Figure.AVERAGE_PRECISION, ranked.averagePrecision());
    into.set(Figure.ROC_AUC, ranked.rocAuc());
    into.set(Figure.BEST_F1, ranked.bestF1());
    into.set(Figure.BEST_F1_THRESHOLD, ranked.bestF1Threshold());
    into.set(Figure.LOSS_AT_BEST_F1, approving - ranked.gainAtBestF1());
    into.set(Figure.RECALL_AT_ALERTS_0_1, ranked.recallAtAlerts().get(0));
    into.set(Figure.RECALL_AT_ALERTS_0_5, ranked.recallAtAlerts().get(1));
    into.set(Figure.RECALL_AT_ALERTS_1, ranked.recallAtAlerts().get(2));
    into.set(Figure.RECALL_AT_FALSE_POSITIVES_0_01, ranked.recallAtFalsePositives().get(0));
    into.set(Figure.RECALL_AT_FALSE_POSITIVES_0_1, ranked.recallAtFalsePositives().get(1));
    into.set(Figure.RECALL_AT_FALSE_POSITIVES_1, ranked.recallAtFalsePositives().get(2));
    into.set(Figure.THRESHOLD_AT_FALSE_POSITIVES_0_1, ranked.thresholdAtFalsePositives().get(1));
  }
}
