package io.cardbeam.training;

import io.cardbeam.feature.Feature;
import io.cardbeam.model.Calibration;
import io.cardbeam.model.ModelText;
import io.cardbeam.text.StableHash;
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
 * enough, to calibrate, and to measure; then on all of it, with as many trees. {@link ModelGrower}
 * grows both. Each has ranks of categories by the rows that it learns from, so that the trial knows
 * nothing of the labels it is measured by.
 */
public final class ModelTrainer {
  /** Share of the time that is kept for choosing, calibrating and measuring. */
  private static final double LATER_SHARE = 0.2;

  /** Ensembles that are grown: for the trial and for the model a first, its halves, a second. */
  private static final int STEPS = 8;

  private static final String REMEDY =
      "take a later --until, a shorter --maturity, or an input with more frauds";

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
    ModelGrower grower = new ModelGrower(table, settings, this::show);
    grower.requireFrauds(earlier, "before " + Instant.ofEpochMilli(laterFrom), REMEDY);
    grower.requireFrauds(later, "from " + Instant.ofEpochMilli(laterFrom) + " on", REMEDY);

    CategoryRanks ranks = new CategoryRanks(table);
    List<String> trialCategories = ranks.rank(earlier, settings.untilMillis());
    BoosterShape firstShape = BoosterShape.first(settings.seed());
    BoosterShape secondShape = BoosterShape.second(settings.seed());
    ModelGrower.Grown grown =
        grower.grow(
            new ModelGrower.Rows("the earlier part", earlier, later),
            firstShape,
            secondShape,
            (ensemble, rows, shape) -> ensemble.growUntilBest(rows, later, shape));
    TableScores trialScores = new TableScores(table);
    trialScores.score(grown.second().trees().ensemble(), later);
    Calibration calibration = PlattFit.of(table, trialScores, later, settings.untilMillis());
    ModelText trial = text(trialCategories, grown, calibration, earlier);

    // Overwrites the trial's ranks, so the trial's scores are taken before.
    List<String> categories = ranks.rank(all, settings.untilMillis());
    ModelGrower.Grown last =
        grower.grow(
            new ModelGrower.Rows("the whole time", all, row -> false),
            firstShape.withRounds(grown.firstRounds()),
            secondShape.withRounds(grown.secondRounds()),
            EnsembleGrower::grow);
    ModelText model = text(categories, last, calibration, all);
    return new Trained(model, trial, grown.second().gains(), laterFrom, trialScores);
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

  private ModelText text(
      List<String> categories,
      ModelGrower.Grown grown,
      Calibration calibration,
      IntPredicate rows) {
    ModelText.Trees first = grown.first().trees();
    ModelText.Trees second = grown.second().trees();
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
