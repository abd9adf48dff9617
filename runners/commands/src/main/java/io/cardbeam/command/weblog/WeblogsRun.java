package io.cardbeam.command.weblog;

import io.cardbeam.command.Account;
import io.cardbeam.command.FinishedRun;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunCounters;
import io.cardbeam.pipeline.search.WriteDocuments;
import io.cardbeam.pipeline.weblog.HitIndex;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import io.cardbeam.pipeline.weblog.WebLogTags;
import io.cardbeam.pipeline.weblog.WebLogs;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What became of the lines of logs.
 *
 * @param counters what the pipeline counted
 * @param seconds it took
 */
record WeblogsRun(RunCounters counters, double seconds) {

  /**
   * Reads logs.
   *
   * @param options where it runs
   * @param earlier folder with what earlier runs wrote; empty for none
   * @param index where hits are indexed too, if anywhere
   * @param line shows how far it has come
   */
  static WeblogsRun of(
      PipelineOptions options,
      WebLogSettings settings,
      KnownLogs.Plan plan,
      String earlier,
      Optional<HitIndex> index,
      ProgressLine line) {
    Pipeline pipeline = Pipeline.create(options);
    WebLogs.read(pipeline, settings, plan.sources(), plan.untouched(), earlier, index);
    long startNanos = System.nanoTime();
    RunCounters counters = new RunCounters(FinishedRun.of(pipeline, line));
    return new WeblogsRun(
        counters, (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1));
  }

  /** One of the counters of {@link WebLogTags}. */
  long count(String name) {
    return counters.sum(WebLogTags.NAMESPACE, name);
  }

  /** Hits that are in the index now. */
  long documents() {
    return counters.sum(WriteDocuments.NAMESPACE, WriteDocuments.DOCUMENTS);
  }

  /** Hits that the index refused. */
  long refusedDocuments() {
    return counters.sum(WriteDocuments.NAMESPACE, WriteDocuments.REFUSED);
  }

  /** Whether each hit that is kept is in the index, or was refused. */
  boolean indexAddsUp() {
    return count(WebLogTags.HITS) - count(WebLogTags.FORGOTTEN) == documents() + refusedDocuments();
  }

  /**
   * What came of it, as figures.
   *
   * @param files that were read
   * @param forgets whether hits that are too old are left out
   * @param indexes whether they are documents of an index, too
   */
  Account account(int files, boolean forgets, boolean indexes) {
    Account account =
        new Account()
            .with("files", files)
            .with("lines", count(WebLogTags.LINES))
            .with("hits", count(WebLogTags.HITS))
            .with("dead letters", count(WebLogTags.DEAD_LETTERS))
            .with("bots", count(WebLogTags.BOTS));
    if (forgets) {
      account.with("older than kept", count(WebLogTags.FORGOTTEN));
    }
    account
        .with("adds up", addsUp() ? "yes" : "NO: lines are not hits and dead letters")
        .with("visitors", count(WebLogTags.VISITORS))
        .with("sessions", count(WebLogTags.SESSIONS))
        .with("seconds", seconds)
        .with("lines per second", count(WebLogTags.LINES) / seconds);
    if (indexes) {
      account
          .with("documents", documents())
          .with("refused documents", refusedDocuments())
          .with("index adds up", indexAddsUp() ? "yes" : "NO: hits are not documents");
    }
    return account;
  }

  /** Whether each line is a hit or a dead letter. */
  boolean addsUp() {
    return count(WebLogTags.LINES) == count(WebLogTags.HITS) + count(WebLogTags.DEAD_LETTERS);
  }

  /** Whether there were lines, and none is a hit. */
  boolean tookNothing() {
    return count(WebLogTags.LINES) > 0 && count(WebLogTags.HITS) == 0;
  }
}
