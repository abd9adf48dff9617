package io.cardbeam.measure;

import io.cardbeam.policy.Costs;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that is told of decisions whose truth is known.
 *
 * @param all of all requests
 * @param byMonth of those of each calendar month, UTC
 * @param firstPurchases of requests whose card had few before: how a new card fares
 * @param precisionRecall the curve, thinned
 * @param calibration over all requests
 * @param calibrationOfLikely of those where a decision depends on the probability: from {@link
 *     #LIKELY} on
 * @param costCurve loss by threshold
 * @param whatIf other settings and what they would have cost
 */
public record EvaluationReport(
    Evaluation all,
    SortedMap<YearMonth, Evaluation> byMonth,
    Evaluation firstPurchases,
    List<PrecisionRecall> precisionRecall,
    Calibration calibration,
    Calibration calibrationOfLikely,
    CostCurve costCurve,
    List<WhatIf.Row> whatIf) {
  /** How many purchases of a card are its first ones. */
  public static final int FIRST_PURCHASES = 10;

  /** Probability from which a request is likely enough fraud to be looked at closely. */
  public static final double LIKELY = 0.01;

  private static final int CURVE_POINTS = 400;
  private static final int CALIBRATION_BINS = 100;
  private static final int CALIBRATION_BINS_OF_LIKELY = 12;

  public EvaluationReport {
    byMonth = Collections.unmodifiableSortedMap(new TreeMap<>(byMonth));
    precisionRecall = List.copyOf(precisionRecall);
    whatIf = List.copyOf(whatIf);
  }

  /**
   * How intervals are made.
   *
   * @param rounds 0 to {@value Evaluator#MAX_ROUNDS}; 0 gives none
   * @param seed of the draws
   */
  public record Bootstrap(int rounds, long seed) {}

  /**
   * Measures.
   *
   * @param requests those to be measured
   * @param firstPurchases those of them that are among the first of their card
   * @param afterRound is run after each round of a bootstrap, on any thread; rounds are as many for
   *     all requests, for the first purchases, and for each month
   */
  public static EvaluationReport of(
      ScoredRequests requests,
      ScoredRequests firstPurchases,
      Costs costs,
      Bootstrap bootstrap,
      Runnable afterRound) {
    Ranking ranking = requests.ranking();
    Evaluation all =
        Evaluator.of(requests, ranking, costs)
            .evaluate(bootstrap.rounds(), bootstrap.seed(), afterRound);
    SortedMap<YearMonth, Evaluation> byMonth = new TreeMap<>();
    for (YearMonth month : months(requests)) {
      long from = startMillis(month);
      long until = startMillis(month.plusMonths(1));
      ScoredRequests ofMonth =
          requests.where(i -> from <= requests.timeMillis[i] && requests.timeMillis[i] < until);
      byMonth.put(month, evaluated(ofMonth, costs, bootstrap, afterRound));
    }
    return new EvaluationReport(
        all,
        byMonth,
        evaluated(firstPurchases, costs, bootstrap, afterRound),
        ranking.precisionRecallCurve(CURVE_POINTS),
        Calibration.of(ranking, 0, CALIBRATION_BINS),
        Calibration.of(ranking, LIKELY, CALIBRATION_BINS_OF_LIKELY),
        CostCurve.of(ranking, requests.amountsMinor(), costs),
        WhatIf.table(requests, costs, all.of(Figure.BEST_F1_THRESHOLD).value()));
  }

  private static Evaluation evaluated(
      ScoredRequests requests, Costs costs, Bootstrap bootstrap, Runnable afterRound) {
    return Evaluator.of(requests, requests.ranking(), costs)
        .evaluate(bootstrap.rounds(), bootstrap.seed(), afterRound);
  }

  /** The calendar months in which there are requests, in order. */
  public static List<YearMonth> months(ScoredRequests requests) {
    SortedSet<YearMonth> months = new TreeSet<>();
    long until = Long.MIN_VALUE;
    long from = Long.MAX_VALUE;
    for (long timeMillis : requests.timeMillis) {
      if (timeMillis < from || timeMillis >= until) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC));
        months.add(month);
        from = startMillis(month);
        until = startMillis(month.plusMonths(1));
      }
    }
    return List.copyOf(months);
  }

  private static long startMillis(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
