package io.cardbeam.measure;

import io.cardbeam.policy.Costs;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of what was decided, and of the policy that takes the cheapest answer. All follow from
 * sums that are kept by card.
 */
final class AnswerSource implements FigureSource {
  private final List<AnswerSums> ofCard = new ArrayList<>();

  AnswerSource(ScoredRequests requests, Costs costs) {
    for (int card = 0; card < requests.cards(); card++) {
      ofCard.add(new AnswerSums());
    }
    for (int i = 0; i < requests.size(); i++) {
      ofCard.get(requests.card[i]).add(requests, i, costs);
    }
  }

  @Override
  public void measure(int[] weightOfCard, Figures into) {
    AnswerSums sums = new AnswerSums();
    for (int card = 0; card < weightOfCard.length; card++) {
      sums.add(ofCard.get(card), weightOfCard[card]);
    }
    double stopped = sums.caught + sums.hindered;
    double declined = sums.declinedFrauds + sums.declinedGenuine;
    into.set(Figure.PRECISION, sums.caught / stopped);
    into.set(Figure.RECALL, sums.caught / sums.frauds);
    into.set(Figure.F1, 2 * sums.caught / (stopped + sums.frauds));
    into.set(Figure.FALSE_POSITIVES, sums.hindered / (sums.requests - sums.frauds));
    into.set(Figure.DECLINED_PRECISION, sums.declinedFrauds / declined);
    into.set(Figure.DECLINED_RECALL, sums.declinedFrauds / sums.frauds);
    into.set(Figure.DECLINED_F1, 2 * sums.declinedFrauds / (declined + sums.frauds));
    into.set(Figure.APPROVED_SHARE, (sums.requests - stopped) / sums.requests);
    into.set(Figure.REFERRED_SHARE, (stopped - declined) / sums.requests);
    into.set(Figure.DECLINED_SHARE, declined / sums.requests);
    into.set(Figure.BRIER_SCORE, sums.squaredErrors / sums.requests);
    into.set(Figure.LOSS_APPROVING_ALL, sums.lossApprovingMinor);
    into.set(Figure.LOSS_TAKEN, sums.lossTakenMinor);
    into.set(Figure.LOSS_OF_POLICY, sums.lossOfPolicyMinor);
    into.set(Figure.SAVED, sums.lossApprovingMinor - sums.lossTakenMinor);
    into.set(
        Figure.LOSS_OF_POLICY_TO_BEST_F1,
        sums.lossOfPolicyMinor / into.get(Figure.LOSS_AT_BEST_F1));
    into.set(Figure.FRAUD_MONEY_STOPPED, sums.fraudMinorStopped / sums.fraudMinor);
  }
}
