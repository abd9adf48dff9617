package io.cardbeam.training;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Plays the past twice: once with the model that was trained before the first month and kept, once
 * with one that is retrained as months go by. Each learns only from what was known when it was
 * trained, and has as many trees as every other, so that nothing is chosen by what came later. Both
 * begin with the same model.
 */
final class Backtest {
  private static final String REMEDY =
      "take a later --from, or an input that begins earlier or has more frauds";

  private final TrainingTable table;
  private final BacktestPlan plan;
  private final Consumer<String> progress;
  private final TableScores kept;
  private final TableScores retrained;

  /**
   * @param table rows before the end of the last month, or later ones too; features of earlier
   *     scores and ranks of categories are overwritten
   * @param progress gets what is about to be done
   */
  Backtest(TrainingTable table, BacktestPlan plan, Consumer<String> progress) {
    this.table = table;
    this.plan = plan;
    this.progress = progress;
    kept = new TableScores(table);
    retrained = new TableScores(table);
  }

  /**
   * Runs it.
   *
   * @throws TrainingException if there is too little to learn from before a training, or no request
   *     afterwards
   */
  BacktestResult run() {
    List<YearMonth> trainings = plan.trainings();
    for (int i = 0; i < trainings.size(); i++) {
      train(trainings.get(i), String.format(Locale.ROOT, "%d of %d", i + 1, trainings.size()));
    }
    progress.accept("figures by month");
    List<BacktestMonth> months = new ArrayList<>();
    for (YearMonth month : plan.months()) {
      long from = BacktestPlan.startMillis(month);
      months.add(figures(month.toString(), from, BacktestPlan.startMillis(month.plusMonths(1))));
    }
    BacktestMonth total = figures("all", BacktestPlan.startMillis(plan.from()), plan.endMillis());
    if (total.requests() == 0) {
      throw new TrainingException(
          "no request from "
              + plan.from()
              + " to "
              + plan.to()
              + " to score: take an earlier --from or a later --to");
    }
    return new BacktestResult(plan, months, total);
  }

  /**
   * Trains a model before a month and scores with it. What it learnt from has first scores by the
   * other half of the cards, all later rows by the whole first ensemble.
   */
  private void train(YearMonth month, String count) {
    long until = BacktestPlan.startMillis(month);
    boolean isKept = month.equals(plan.from());
    long end = isKept ? plan.endMillis() : plan.servedUntilMillis(month);
    TrainingSettings settings =
        new TrainingSettings(
            until, TrainingSettings.MATURITY, TrainingSettings.KEPT_GENUINE, plan.seed());
    IntPredicate learnt = row -> table.timeMillis(row) < settings.cutMillis();
    IntPredicate later =
        row -> table.timeMillis(row) >= settings.cutMillis() && table.timeMillis(row) < end;
    ModelGrower grower =
        new ModelGrower(
            table,
            settings,
            what -> progress.accept("model " + count + ", " + month + ": " + what));
    grower.requireFrauds(
        learnt, "more than " + settings.maturity().toDays() + " days before " + month, REMEDY);
    new CategoryRanks(table).rank(learnt, until);
    ModelGrower.Grown grown =
        grower.grow(
            new ModelGrower.Rows("what was known", learnt, later),
            BoosterShape.first(plan.seed()),
            BoosterShape.second(plan.seed()),
            EnsembleGrower::grow);
    var second = grown.second().trees().ensemble();
    retrained.score(second, within(until, plan.servedUntilMillis(month)));
    if (isKept) {
      kept.score(second, within(until, end));
    }
  }

  private IntPredicate within(long fromMillis, long toMillis) {
    return row -> table.timeMillis(row) >= fromMillis && table.timeMillis(row) < toMillis;
  }

  private BacktestMonth figures(String name, long fromMillis, long toMillis) {
    IntPredicate rows = within(fromMillis, toMillis);
    int requests = 0;
    for (int row = 0; row < table.size(); row++) {
      requests += rows.test(row) ? 1 : 0;
    }
    double[] keptScores = new double[requests];
    double[] retrainedScores = new double[requests];
    boolean[] frauds = new boolean[requests];
    int known = 0;
    int at = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        keptScores[at] = kept.logOdds(row);
        retrainedScores[at] = retrained.logOdds(row);
        frauds[at++] = table.isFraud(row, Long.MAX_VALUE);
        known += table.isFraud(row, toMillis) ? 1 : 0;
      }
    }
    return BacktestMonth.of(name, frauds, known, keptScores, retrainedScores);
  }
}
