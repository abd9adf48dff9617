package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What another setting of the policy would have decided, and what that would have cost. */
public final class WhatIf {
  private static final List<Double> THRESHOLDS = List.of(0.05, 0.1, 0.3, 0.5, 0.7, 0.9);

  private WhatIf() {}

  /**
   * A setting and its outcome.
   *
   * @param setting in words
   * @param referred requests
   * @param declined requests
   * @param stopped frauds that were referred or declined
   * @param hindered genuine requests that were
   * @param lossMinor at the costs that were given
   * @param lossAtItsCostsMinor at the costs of this setting; the same where it has none of its own
   */
  public record Row(
      String setting,
      long referred,
      long declined,
      long stopped,
      long hindered,
      double lossMinor,
      double lossAtItsCostsMinor) {}

  /** Decides a request by its place. */
  private interface Answers {
    Outcome of(int request);
  }

  /**
   * The table.
   *
   * @param costs as given
   * @param bestF1Threshold threshold of the best F1; NaN if there is none
   */
  public static List<Row> table(ScoredRequests requests, Costs costs, double bestF1Threshold) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("decisions as taken", requests, requests::outcome, costs, costs));
    rows.add(byCosts("expected cost, as set", requests, costs, costs));
    rows.add(byCosts("no step-up", requests, costs, withoutStepUp(costs)));
    double missed = costs.stepUpMissed();
    rows.add(byCosts("step-up 4 times as dear", requests, costs, with(costs, 1, 1, 4, missed)));
    rows.add(
        byCosts("a fifth of thieves pass a step-up", requests, costs, with(costs, 1, 1, 1, 0.2)));
    rows.add(byCosts("half the loss given fraud", requests, costs, with(costs, 0.5, 1, 1, missed)));
    rows.add(
        byCosts("wrong decline half as dear", requests, costs, with(costs, 1, 0.5, 1, missed)));
    rows.add(
        byCosts("wrong decline 3 times as dear", requests, costs, with(costs, 1, 3, 1, missed)));
    for (double threshold : THRESHOLDS) {
      rows.add(
          row(
              String.format(Locale.ROOT, "decline from %.2f", threshold),
              requests,
              fixed(requests, threshold),
              costs,
              costs));
    }
    if (!Double.isNaN(bestF1Threshold)) {
      rows.add(
          row(
              String.format(Locale.ROOT, "decline from best F1 (%.4f)", bestF1Threshold),
              requests,
              fixed(requests, bestF1Threshold),
              costs,
              costs));
    }
    rows.add(row("approve all", requests, request -> Outcome.APPROVED, costs, costs));
    return rows;
  }

  private static Answers fixed(ScoredRequests requests, double threshold) {
    return request ->
        requests.probability[request] >= threshold ? Outcome.DECLINED : Outcome.APPROVED;
  }

  private static Row byCosts(String setting, ScoredRequests requests, Costs given, Costs other) {
    return row(
        setting,
        requests,
        request ->
            CostPolicy.outcome(requests.probability[request], requests.amountMinor[request], other),
        given,
        other);
  }

  private static Row row(
      String setting, ScoredRequests requests, Answers answers, Costs given, Costs own) {
    long referred = 0;
    long declined = 0;
    long stopped = 0;
    long hindered = 0;
    double loss = 0;
    double lossAtOwn = 0;
    for (int i = 0; i < requests.size(); i++) {
      Outcome outcome = answers.of(i);
      boolean fraud = requests.fraud[i];
      referred += outcome == Outcome.REFERRED ? 1 : 0;
      declined += outcome == Outcome.DECLINED ? 1 : 0;
      stopped += outcome != Outcome.APPROVED && fraud ? 1 : 0;
      hindered += outcome != Outcome.APPROVED && !fraud ? 1 : 0;
      loss += CostPolicy.costMinor(outcome, fraud, requests.amountMinor[i], given);
      lossAtOwn += CostPolicy.costMinor(outcome, fraud, requests.amountMinor[i], own);
    }
    return new Row(setting, referred, declined, stopped, hindered, loss, lossAtOwn);
  }

  /** A step-up that keeps no thief out and drives everybody away is never the cheapest. */
  private static Costs withoutStepUp(Costs costs) {
    return changed(
        costs,
        costs.lossGivenFraud(),
        costs.wrongDeclineMinor(),
        costs.wrongDeclineShare(),
        Math.max(1, costs.stepUpMinor()),
        1,
        1);
  }

  private static Costs with(
      Costs costs, double lossTimes, double declineTimes, double stepUpTimes, double missed) {
    return changed(
        costs,
        costs.lossGivenFraud() * lossTimes,
        Math.min(costs.maxFixedMinor(), Math.round(costs.wrongDeclineMinor() * declineTimes)),
        Math.min(1, costs.wrongDeclineShare() * declineTimes),
        Math.min(costs.maxFixedMinor(), Math.round(costs.stepUpMinor() * stepUpTimes)),
        missed,
        costs.stepUpAbandoned());
  }

  private static Costs changed(
      Costs costs,
      double lossGivenFraud,
      long wrongDeclineMinor,
      double wrongDeclineShare,
      long stepUpMinor,
      double stepUpMissed,
      double stepUpAbandoned) {
    return new Costs(
        costs.version(),
        costs.currency(),
        lossGivenFraud,
        costs.fraudFeeMinor(),
        wrongDeclineMinor,
        wrongDeclineShare,
        stepUpMinor,
        stepUpMissed,
        stepUpAbandoned,
        costs.alertFrom(),
        costs.reviewsADay());
  }
}
