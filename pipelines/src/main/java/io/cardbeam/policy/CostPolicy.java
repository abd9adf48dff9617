package io.cardbeam.policy;

import io.cardbeam.event.Outcome;

/**
 * Takes the answer that is expected to cost least: Bayes' rule for a decision under a loss matrix,
 * with the amount in the losses (Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001).
 */
public final class CostPolicy {
  private CostPolicy() {}

  /**
   * The cheapest answer; of two that cost the same, the one that troubles the cardholder less.
   *
   * @param probability of fraud, calibrated, 0 to 1
   * @param amountMinor amount asked for, minor units
   */
  public static Outcome outcome(double probability, long amountMinor, Costs costs) {
    double approve = expectedMinor(Outcome.APPROVED, probability, amountMinor, costs);
    double refer = expectedMinor(Outcome.REFERRED, probability, amountMinor, costs);
    double decline = expectedMinor(Outcome.DECLINED, probability, amountMinor, costs);
    if (approve <= refer && approve <= decline) {
      return Outcome.APPROVED;
    }
    return refer <= decline ? Outcome.REFERRED : Outcome.DECLINED;
  }

  /**
   * What an answer costs on average.
   *
   * @param probability of fraud, 0 to 1
   * @return minor units
   */
  public static double expectedMinor(
      Outcome outcome, double probability, long amountMinor, Costs costs) {
    return probability * costMinor(outcome, true, amountMinor, costs)
        + (1 - probability) * costMinor(outcome, false, amountMinor, costs);
  }

  /**
   * What an answer cost, once it is known whether the request was fraud.
   *
   * @param fraud whether it was
   * @param amountMinor amount asked for, minor units
   * @return minor units; a step-up is counted with the cases that it lets through or loses on
   *     average
   */
  public static double costMinor(Outcome outcome, boolean fraud, long amountMinor, Costs costs) {
    return switch (outcome) {
      case APPROVED -> fraud ? fraudMinor(amountMinor, costs) : 0;
      case REFERRED ->
          costs.stepUpMinor()
              + (fraud
                  ? costs.stepUpMissed() * fraudMinor(amountMinor, costs)
                  : costs.stepUpAbandoned() * wrongDeclineMinor(amountMinor, costs));
      case DECLINED -> fraud ? 0 : wrongDeclineMinor(amountMinor, costs);
    };
  }

  private static double fraudMinor(long amountMinor, Costs costs) {
    return costs.lossGivenFraud() * amountMinor + costs.fraudFeeMinor();
  }

  private static double wrongDeclineMinor(long amountMinor, Costs costs) {
    return costs.wrongDeclineMinor() + costs.wrongDeclineShare() * amountMinor;
  }
}
