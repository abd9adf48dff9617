package io.cardbeam.command;

import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.table.TableFiles;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a run of {@code warehouse} made, and whether it may be published.
 *
 * @param full whether it made all months again
 */
record WarehouseAccount(
    boolean full,
    long requests,
    long repeated,
    long decisionsKept,
    long decisionsAstray,
    long invalid,
    long conflicts,
    Map<StarTable, TableFiles> tables,
    long exceptions,
    DataTestReport tests) {

  /** Counts a build that is whole. */
  static WarehouseAccount of(Path build, boolean full, RunCounters counters, DataTestReport tests)
      throws IOException {
    Map<StarTable, TableFiles> tables = new EnumMap<>(StarTable.class);
    for (StarTable table : StarTable.values()) {
      tables.put(table, TableFiles.in(build.resolve(table.tableName())));
    }
    return new WarehouseAccount(
        full,
        counters.sum(SourceTags.NAMESPACE, "requests"),
        counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.REPEATED),
        counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.KEPT),
        counters.sum(ClassifyCounters.NAMESPACE, ClassifyCounters.ASTRAY),
        counters.sum(SourceTags.NAMESPACE, "invalid"),
        counters.sum(ConflictLetter.NAMESPACE, ConflictLetter.COUNTER),
        tables,
        TableFiles.in(build.resolve(WriteExceptions.TABLE)).rows(),
        tests);
  }

  /**
   * Whether every test of its data holds, each request of a full run is in it once, and what there
   * was to read is not all dead letters.
   */
  boolean holds() {
    return addsUp() && !tookNothing() && tests.failed() == 0;
  }

  private boolean tookNothing() {
    return requests == 0 && invalid > 0;
  }

  private boolean addsUp() {
    return !full
        || Objects.requireNonNull(tables.get(StarTable.FACT_AUTHORIZATION)).rows()
            == requests - repeated;
  }

  void print(PrintWriter out, boolean asJson, double seconds, Path output) {
    if (!holds() && !asJson) {
      out.print(tests.failures());
    }
    Account account =
        new Account()
            .with("requests", requests)
            .with("repeated", repeated)
            .with("decisions that stood", decisionsKept)
            .with("decisions without request", decisionsAstray)
            .with("invalid", invalid)
            .with(ConflictLetter.COUNTER, conflicts);
    int files = 0;
    long bytes = 0;
    for (Map.Entry<StarTable, TableFiles> table : tables.entrySet()) {
      account.with(table.getKey().tableName(), table.getValue().rows());
      files += table.getValue().files();
      bytes += table.getValue().bytes();
    }
    account.with(WriteExceptions.TABLE, exceptions).with("files", files).with("bytes", bytes);
    tests
        .addTo(account)
        .with("adds up", addsUpText())
        .with("published", holds() ? "yes" : "NO: what was stays")
        .with("seconds", seconds)
        .with("seconds of tests", tests.seconds())
        .with("written to", output.toString())
        .print(out, asJson);
  }

  private String addsUpText() {
    if (tookNothing()) {
      return "NO: nothing could be taken; the dead letters say why";
    }
    return addsUp() ? "yes" : "NO: not each request is in fact_authorization";
  }
}
