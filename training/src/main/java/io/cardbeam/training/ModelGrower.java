package io.cardbeam.training;

import io.cardbeam.feature.FeatureList;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Grows the two ensembles of a model on some rows of a table.
 *
 * <p>The second learns from first scores that come from the other half of the cards: a score on a
 * card that the first ensemble has seen would be better than any it will ever give again. Later
 * rows get their first scores from the whole first ensemble, as they will when it decides.
 *
 * <p>The table's features of earlier scores are those of the model that was grown last: who scores
 * rows by its second ensemble does it before the next is grown. Ranks of categories are read as
 * they stand.
 */
final class ModelGrower {
  /** Fewest confirmed frauds that something can be learnt from. */
  static final int LEAST_FRAUDS = 20;

  private final TrainingTable table;
  private final TrainingSettings settings;
  private final Consumer<String> progress;
  private final EnsembleGrower firsts;
  private final EnsembleGrower seconds;

  /**
   * @param progress gets what is about to be done
   */
  ModelGrower(TrainingTable table, TrainingSettings settings, Consumer<String> progress) {
    this.table = table;
    this.settings = settings;
    this.progress = progress;
    firsts = new EnsembleGrower(table, settings, EnsembleGrower.withoutSuspicions());
    seconds = new EnsembleGrower(table, settings, FeatureList.all());
  }

  /**
   * Which rows.
   *
   * @param name what they are, in words
   * @param learnt rows to grow on
   * @param later rows that are scored only
   */
  record Rows(String name, IntPredicate learnt, IntPredicate later) {}

  /** How an ensemble is grown: all rounds of its shape, or as many as are best. */
  interface Growth {
    /** Grows one. */
    EnsembleGrower.Grown grow(EnsembleGrower grower, IntPredicate rows, BoosterShape shape);
  }

  /**
   * Both ensembles.
   *
   * @param first on the card's habits alone
   * @param second on the first scores of earlier requests too
   */
  record Grown(EnsembleGrower.Grown first, EnsembleGrower.Grown second) {
    int firstRounds() {
      return first.trees().trees().size();
    }

    int secondRounds() {
      return second.trees().trees().size();
    }
  }

  /**
   * Grows both, and leaves in the table what the first scores make of each row.
   *
   * @throws TrainingException if there are no rows to learn from
   */
  Grown grow(Rows rows, BoosterShape firstShape, BoosterShape secondShape, Growth growth) {
    progress.accept("first trees, on " + rows.name());
    EnsembleGrower.Grown first = growth.grow(firsts, rows.learnt(), firstShape);
    TableScores scores = new TableScores(table);
    BoosterShape halfShape = firstShape.withRounds(first.trees().trees().size());
    for (int half = 0; half < 2; half++) {
      int learnt = half;
      progress.accept("first trees, on " + rows.name() + ", half " + (half + 1) + " of the cards");
      EnsembleGrower.Grown ofHalf =
          firsts.grow(rows.learnt().and(row -> table.half(row) == learnt), halfShape);
      scores.score(ofHalf.trees().ensemble(), rows.learnt().and(row -> table.half(row) != learnt));
    }
    scores.score(first.trees().ensemble(), rows.later());
    scores.fillSuspicions();
    progress.accept("second trees, on " + rows.name());
    return new Grown(first, growth.grow(seconds, rows.learnt(), secondShape));
  }

  /**
   * Counts frauds that were known in time.
   *
   * @param when the rows' time, in words
   * @param remedy what a person can do about too few
   * @throws TrainingException if they are fewer than {@link #LEAST_FRAUDS}
   */
  void requireFrauds(IntPredicate rows, String when, String remedy) {
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
              + " were confirmed as fraud in time; "
              + LEAST_FRAUDS
              + " are the least to learn from: "
              + remedy);
    }
  }
}
