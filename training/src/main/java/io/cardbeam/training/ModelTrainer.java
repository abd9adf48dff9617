package io.cardbeam.training;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.model.Calibration;
import io.cardbeam.model.ModelText;
import io.cardbeam.profile.StableHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Trains a model on a table.
 *
 * <p>First on the earlier four fifths of the time, to find on the last fifth how many trees are
 * enough, to calibrate, and to measure; then on all of it, with as many trees. The second ensemble
 * learns from first scores that come from the other half of the cards: a score on a card that the
 * first ensemble has seen would be better than any it will ever give again.
 */
public final class ModelTrainer {
  /** Fewest confirmed frauds in each of the two parts of the time. */
  static final int LEAST_FRAUDS = 20;

  /** Share of the time that is kept for choosing, calibrating and measuring. */
  private static final double LATER_SHARE = 0.2;

  private static final int STEPS = 10;

  private final TrainingTable table;
  private final TrainingSettings settings;
  private final Consumer<String> progress;
  private int step;

  ModelTrainer(TrainingTable table, TrainingSettings settings, Consumer<String> progress) {
    this.table = table;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * A model and how it did on the later slice.
   *
   * @param model the model, grown on all rows
   * @param trial the same grown on the earlier rows alone
   * @param gains of the trial's second ensemble
   * @param laterFromMillis first instant of the later slice, milliseconds since 1970 UTC
   * @param scores the trial's log-odds
   */
  record Trained(
      ModelText model,
      ModelText trial,
      Map<Feature, Double> gains,
      long laterFromMillis,
      TableScores scores) {}

  /**
   * Trains.
   *
   * @throws TrainingException if there is too little to learn from
   */
  Trained train() {
    long cut = settings.cutMillis();
    IntPredicate all = row -> table.timeMillis(row) < cut;
    long laterFrom = laterFrom(all);
    IntPredicate earlier = row -> table.timeMillis(row) < laterFrom;
    IntPredicate later = all.and(earlier.negate());
    requireFrauds(earlier, "before " + Instant.ofEpochMilli(laterFrom));
    requireFrauds(later, "from " + Instant.ofEpochMilli(laterFrom) + " on");
    List<String> categories = new CategoryRanks(table).rank(all, settings.untilMillis());

    EnsembleGrower firsts = new EnsembleGrower(table, settings, EnsembleGrower.withoutSuspicions());
    EnsembleGrower seconds = new EnsembleGrower(table, settings, FeatureList.all());
    BoosterShape firstShape = BoosterShape.first(settings.seed());
    BoosterShape secondShape = BoosterShape.second(settings.seed());

    show("first trees, on the earlier part");
    ModelText.Trees first = firsts.growUntilBest(earlier, later, firstShape).trees();
    firstShape = firstShape.withRounds(first.trees().size());
    TableScores scores = new TableScores(table);
    crossScore(firsts, firstShape, earlier, scores);
    scores.score(first.ensemble(), later);
    scores.fillSuspicions();
    show("second trees, on the earlier part");
    EnsembleGrower.Grown grown = seconds.growUntilBest(earlier, later, secondShape);
    ModelText.Trees second = grown.trees();
    TableScores trialScores = new TableScores(table);
    trialScores.score(second.ensemble(), later);
    Calibration calibration = PlattFit.of(table, trialScores, later, settings.untilMillis());
    ModelText trial = text(categories, first, second, calibration, all);

    show("first trees, on all");
    ModelText.Trees finalFirst = firsts.grow(all, firstShape).trees();
    crossScore(firsts, firstShape, all, scores);
    scores.fillSuspicions();
    show("second trees, on all");
    ModelText.Trees finalSecond =
        seconds.grow(all, secondShape.withRounds(second.trees().size())).trees();
    ModelText model = text(categories, finalFirst, finalSecond, calibration, all);
    return new Trained(model, trial, grown.gains(), laterFrom, trialScores);
  }

  /** Scores each half of the cards by trees that were grown on the other. */
  private void crossScore(
      EnsembleGrower firsts, BoosterShape shape, IntPredicate rows, TableScores scores) {
    for (int half = 0; half < 2; half++) {
      int learnt = half;
      show("first trees, on half " + (half + 1) + " of the cards");
      ModelText.Trees trees =
          firsts.grow(rows.and(row -> table.half(row) == learnt), shape).trees();
      scores.score(trees.ensemble(), rows.and(row -> table.half(row) != learnt));
    }
  }

  private void show(String what) {
    progress.accept(String.format(java.util.Locale.ROOT, "%d of %d: %s", ++step, STEPS, what));
  }

  private long laterFrom(IntPredicate rows) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        first = Math.min(first, table.timeMillis(row));
        last = Math.max(last, table.timeMillis(row));
      }
    }
    if (first > last) {
      throw new TrainingException(
          "no request before "
              + Instant.ofEpochMilli(settings.cutMillis())
              + ", which is --until less --maturity: take a later --until or a shorter --maturity");
    }
    return last - (long) (LATER_SHARE * (last - first));
  }

  private void requireFrauds(IntPredicate rows, String when) {
    int frauds = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row) && table.isFraud(row, settings.untilMillis())) {
        frauds++;
      }
    }
    if (frauds < LEAST_FRAUDS) {
      throw new TrainingException(
          "only "
              + frauds
              + " requests "
              + when
              + " were confirmed as fraud; "
              + LEAST_FRAUDS
              + " are the least to learn from");
    }
  }

  private ModelText text(
      List<String> categories,
      ModelText.Trees first,
      ModelText.Trees second,
      Calibration calibration,
      IntPredicate rows) {
    long requests = 0;
    long frauds = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        requests++;
        frauds += table.isFraud(row, settings.untilMillis()) ? 1 : 0;
      }
    }
    Map<String, String> training = new TreeMap<>();
    training.put("until", Instant.ofEpochMilli(settings.untilMillis()).toString());
    training.put("maturity_days", Long.toString(settings.maturity().toDays()));
    training.put("requests", Long.toString(requests));
    training.put("frauds", Long.toString(frauds));
    training.put("cards", Integer.toString(table.cardCount()));
    training.put("kept_genuine", Double.toString(settings.keptGenuine()));
    training.put("seed", Integer.toString(settings.seed()));
    ModelText unnamed = new ModelText("", training, categories, first, second, calibration);
    String version =
        "trees-"
            + training.get("until").substring(0, 10)
            + "-"
            + Long.toHexString(StableHash.of(unnamed.write()) >>> 32);
    return new ModelText(version, training, categories, first, second, calibration);
  }
}
