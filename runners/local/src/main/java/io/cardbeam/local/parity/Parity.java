package io.cardbeam.local.parity;

import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Several runs over the same input. Each is compared with the first; those equal to it are equal to
 * each other.
 *
 * @param runs what came of each
 * @param comparisons of the decisions of each but the first with the first's, by name
 * @param books comparisons of their tables, by name
 */
record Parity(
    List<RunResult> runs,
    Map<String, Comparison> comparisons,
    Map<String, List<TableComparison>> books) {

  /**
   * Makes the runs, one after the other.
   *
   * @param runs at least one
   * @param folder gets a folder for each
   * @throws IOException if one does not come to its end
   */
  static Parity of(List<ParityRun> runs, ParityInput input, Path folder, ProgressLine line)
      throws IOException {
    List<RunResult> results = new ArrayList<>();
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    Map<String, List<TableComparison>> books = new LinkedHashMap<>();
    // Two in memory are enough.
    List<DecisionIndex> first = new ArrayList<>();
    List<RowIndex> firstTables = new ArrayList<>();
    for (ParityRun run : runs) {
      Path own = folder.resolve(run.name());
      long startNanos = System.nanoTime();
      RunAccount account =
          line.during(
              run.name(),
              () ->
                  PatientWait.until(run.name(), () -> run.decide(input, own, line), run::progress),
              done -> String.format("%,d rows", done.rows()));
      double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
      DecisionIndex decisions = DecisionIndex.of(AvroDecisions.in(own));
      List<RowIndex> tables = BooksOfRun.in(own).index();
      results.add(RunResult.of(run.name(), account, decisions, seconds));
      if (first.isEmpty()) {
        first.add(decisions);
        firstTables.addAll(tables);
      } else {
        comparisons.put(run.name(), Comparison.of(first.get(0), decisions));
        books.put(run.name(), TableComparison.of(firstTables, tables));
      }
    }
    return new Parity(results, comparisons, books);
  }

  /** Whether all runs read the same, decided the same, and lost nothing. */
  boolean holds() {
    RunAccount first = runs.get(0).account();
    return runs.stream().allMatch(run -> run.addsUp() && run.account().equals(first))
        && comparisons.values().stream().allMatch(Comparison::isSame)
        && books.values().stream().flatMap(List::stream).allMatch(TableComparison::isSame);
  }
}
