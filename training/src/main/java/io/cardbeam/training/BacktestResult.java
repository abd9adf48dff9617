package io.cardbeam.training;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a backtest found.
 *
 * @param plan what was played
 * @param months each month, in order
 * @param total all of them as one; scores of several retrained models are ranked together in it
 */
record BacktestResult(BacktestPlan plan, List<BacktestMonth> months, BacktestMonth total) {
  BacktestResult {
    months = List.copyOf(months);
  }

  /**
   * Months in which the two models differ and which can be measured: until the first retraining
   * they are the same.
   */
  List<BacktestMonth> compared() {
    return months.stream()
        .skip(plan.everyMonths())
        .filter(month -> Double.isFinite(month.gain()))
        .toList();
  }

  /** Mean gain in average precision over {@link #compared()}; NaN if there are none. */
  double meanGain() {
    return compared().stream().mapToDouble(BacktestMonth::gain).average().orElse(Double.NaN);
  }

  /** What retraining would have gained, in plain words. */
  String sentence() {
    List<BacktestMonth> compared = compared();
    if (compared.isEmpty()) {
      return "Nothing to compare: no month with frauds comes after a retraining; take more months"
          + " or a smaller --every.";
    }
    double gain = meanGain();
    long better = compared.stream().filter(month -> month.gain() > 0).count();
    BacktestMonth most =
        compared.stream().max(Comparator.comparingDouble(BacktestMonth::gain)).orElseThrow();
    return String.format(
        Locale.ROOT,
        "Retraining %s would have %s %.4f of average precision in the mean over the %s from the"
            + " first retraining on: the retrained model was better in %d of %d; its largest"
            + " lead was %+.4f, in %s.",
        plan.everyMonths() == 1 ? "every month" : "every " + plan.everyMonths() + " months",
        gain >= 0 ? "gained" : "lost",
        Math.abs(gain),
        compared.size() == 1 ? "month" : compared.size() + " months",
        better,
        compared.size(),
        most.gain(),
        most.month());
  }
}
