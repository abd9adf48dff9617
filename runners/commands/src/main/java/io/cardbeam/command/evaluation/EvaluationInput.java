package io.cardbeam.command.evaluation;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.CsvLabels;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.measure.CardHistories;
import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.LabelJoin;
import io.cardbeam.measure.ScoredRequests;
import io.cardbeam.pipeline.files.DecisionFile;
import java.io.IOException;
import java.util.Locale;

/**
 * Decisions and labels, read and put together.
 *
 * @param rows what became of the rows
 * @param requests those within the period
 * @param firstPurchases those of them that were among the first of their card, of all that have
 *     decision and label, before the period too
 */
record EvaluationInput(
    EvaluationRun.Rows rows, ScoredRequests requests, ScoredRequests firstPurchases) {
  private static final int SHOW_EVERY = 50_000;

  /** The period that is measured, by event time: {@code [from, until)}, milliseconds. */
  record Period(long fromMillis, long untilMillis) {
    boolean holds(long timeMillis) {
      return fromMillis <= timeMillis && timeMillis < untilMillis;
    }
  }

  /** Reads both files. */
  static EvaluationInput read(
      DecisionFile decisions, EvaluationTask.Labels labels, Period period, ProgressLine progress)
      throws IOException {
    LabelJoin join = new LabelJoin();
    Counter decided = new Counter("decisions", progress);
    decisions.read(
        (id, card, timeMillis, probability, outcome) -> {
          decided.count();
          join.decision(id, card, timeMillis, probability, outcome);
        });
    CsvLabels truth = new CsvLabels(labels.columns(), labels.tokenizer());
    Counter labelled = new Counter("labels", progress);
    try (RowSource rows = RowFiles.open(labels.file(), labels.columns().options())) {
      truth.read(
          rows,
          (id, token, card, amountMinor, fraud) -> {
            labelled.count();
            join.label(id, token, card, amountMinor, fraud);
          });
    } catch (BadRowException e) {
      throw new IOException(labels.file() + ": " + e.reason(), e);
    }
    ScoredRequests joined = join.joined();
    int[] before = CardHistories.of(joined).requestsBefore();
    ScoredRequests within = joined.where(i -> period.holds(joined.timeMillis(i)));
    ScoredRequests first =
        joined.where(
            i ->
                before[i] < EvaluationReport.FIRST_PURCHASES && period.holds(joined.timeMillis(i)));
    return new EvaluationInput(
        new EvaluationRun.Rows(
            decided.count, truth.rows(), truth.invalid(), join.counts(), within.size()),
        within,
        first);
  }

  private static final class Counter {
    private final String what;
    private final ProgressLine progress;
    private long count;

    Counter(String what, ProgressLine progress) {
      this.what = what;
      this.progress = progress;
    }

    void count() {
      if (++count % SHOW_EVERY == 0) {
        progress.show(String.format(Locale.ROOT, "%,d %s read", count, what));
      }
    }
  }
}
