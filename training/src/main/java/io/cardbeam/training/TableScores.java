package io.cardbeam.training;

import io.cardbeam.event.Outcome;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.FeatureReader;
import io.cardbeam.feature.SuspicionWindows;
import io.cardbeam.model.TreeEnsemble;
import io.cardbeam.profile.RecentRequest;
import io.cardbeam.profile.RecentRequests;
import io.cardbeam.profile.SuspectedRequests;
import io.cardbeam.profile.Suspicion;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scores the rows of a table as deciding would, and fills in what scores make of later rows. */
final class TableScores {
  /** Parts of the table that are worked on in parallel. */
  private static final int CHUNKS = 64;

  private final TrainingTable table;
  private final float[] logOdds;

  TableScores(TrainingTable table) {
    this.table = table;
    this.logOdds = new float[table.size()];
  }

  float logOdds(int row) {
    return logOdds[row];
  }

  /** Scores some rows. */
  void score(TreeEnsemble ensemble, IntPredicate rows) {
    int chunk = table.size() / CHUNKS + 1;
    IntStream.range(0, CHUNKS)
        .parallel()
        .forEach(
            part -> {
              float[] values = new float[FeatureList.SIZE];
              int[] inputs = new int[TreeEnsemble.inputs()];
              int[] ends = new int[ensemble.ends()];
              int to = Math.min(table.size(), (part + 1) * chunk);
              for (int row = part * chunk; row < to; row++) {
                if (rows.test(row)) {
                  System.arraycopy(
                      table.values(), row * FeatureList.SIZE, values, 0, FeatureList.SIZE);
                  TreeEnsemble.prepare(values, inputs);
                  logOdds[row] = ensemble.score(inputs, ends);
                }
              }
            });
  }

  /**
   * Fills in the features of earlier scores, by these scores and by the same windows that a profile
   * keeps. Cards know nothing of each other, so they are gone through in parallel.
   */
  void fillSuspicions() {
    int chunk = table.size() / CHUNKS + 1;
    IntStream.range(0, CHUNKS)
        .parallel()
        .forEach(part -> fillSuspicions(cardFrom(part * chunk), cardFrom((part + 1) * chunk)));
  }

  /** The first row at or after one that begins a card; the table's size if there is none. */
  private int cardFrom(int row) {
    int from = Math.min(row, table.size());
    while (from > 0 && from < table.size() && table.card(from) == table.card(from - 1)) {
      from++;
    }
    return from;
  }

  private void fillSuspicions(int from, int to) {
    RecentRequests recent = RecentRequests.NONE;
    SuspectedRequests suspected = SuspectedRequests.NONE;
    for (int row = from; row < to; row++) {
      if (row > from && table.card(row) != table.card(row - 1)) {
        recent = RecentRequests.NONE;
        suspected = SuspectedRequests.NONE;
      }
      SuspicionWindows windows = new SuspicionWindows(recent, suspected, table.timeMillis(row));
      FeatureReader.readSuspicions(windows, table.values(), row * FeatureList.SIZE);
      RecentRequest request =
          new RecentRequest(
              table.timeMillis(row),
              table.idHash(row),
              table.amountMinor(row),
              0,
              0,
              false,
              false,
              Double.NaN,
              Double.NaN,
              Outcome.APPROVED,
              Suspicion.of(logOdds[row]));
      recent = recent.plus(request);
      suspected = suspected.plus(request);
    }
  }
}
