package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;

/** What adds up over requests: counts by truth and answer, and what the answers cost. */
final class AnswerSums {
  double requests;
  double frauds;
  double caught;
  double hindered;
  double declinedFrauds;
  double declinedGenuine;
  double squaredErrors;
  double fraudMinor;
  double fraudMinorStopped;
  double lossApprovingMinor;
  double lossTakenMinor;
  double lossOfPolicyMinor;

  /** Adds one request. */
  void add(ScoredRequests all, int i, Costs costs) {
    Outcome outcome = all.outcome(i);
    double amountMinor = (double) all.amountMinor[i];
    boolean stopped = outcome != Outcome.APPROVED;
    boolean declined = outcome == Outcome.DECLINED;
    requests++;
    if (all.fraud[i]) {
      frauds++;
      fraudMinor += amountMinor;
      caught += stopped ? 1 : 0;
      fraudMinorStopped += stopped ? amountMinor : 0;
      declinedFrauds += declined ? 1 : 0;
    } else {
      hindered += stopped ? 1 : 0;
      declinedGenuine += declined ? 1 : 0;
    }
    double error = all.probability[i] - (all.fraud[i] ? 1 : 0);
    squaredErrors += error * error;
    lossApprovingMinor += cost(Outcome.APPROVED, all, i, costs);
    lossTakenMinor += cost(outcome, all, i, costs);
    Outcome cheapest = CostPolicy.outcome(all.probability[i], all.amountMinor[i], costs);
    lossOfPolicyMinor += cost(cheapest, all, i, costs);
  }

  private static double cost(Outcome outcome, ScoredRequests all, int i, Costs costs) {
    return CostPolicy.costMinor(outcome, all.fraud[i], all.amountMinor[i], costs);
  }

  /** Adds other sums, so often. */
  void add(AnswerSums other, int times) {
    requests += times * other.requests;
    frauds += times * other.frauds;
    caught += times * other.caught;
    hindered += times * other.hindered;
    declinedFrauds += times * other.declinedFrauds;
    declinedGenuine += times * other.declinedGenuine;
    squaredErrors += times * other.squaredErrors;
    fraudMinor += times * other.fraudMinor;
    fraudMinorStopped += times * other.fraudMinorStopped;
    lossApprovingMinor += times * other.lossApprovingMinor;
    lossTakenMinor += times * other.lossTakenMinor;
    lossOfPolicyMinor += times * other.lossOfPolicyMinor;
  }
}
