package io.cardbeam.command;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.StatementFile;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.TableFiles;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of statements is there: of each table its rows, then the JSON documents and the PDFs.
 *
 * @param counts in this order
 */
record StatementCounts(List<Long> counts) {

  /**
   * What lies in a folder of some months; nothing if it is not there.
   *
   * @throws IOException if it can't be read
   */
  static StatementCounts in(Path folder, MonthRange months) throws IOException {
    List<Long> counts = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      long rows = 0;
      for (YearMonth month : monthsIn(folder.resolve(table.tableName()), months)) {
        rows += TableFiles.in(folder.resolve(WriteStatements.folderOf(table, month))).rows();
      }
      counts.add(rows);
    }
    long documents = 0;
    long pdfs = 0;
    for (YearMonth month : monthsIn(folder.resolve(WriteStatements.DOCUMENTS), months)) {
      Path ofMonth = folder.resolve(WriteStatements.documentsOf(month));
      documents += named(ofMonth, StatementFile.JSON);
      pdfs += named(ofMonth, StatementFile.PDF);
    }
    counts.add(documents);
    counts.add(pdfs);
    return new StatementCounts(counts);
  }

  /** What a run says that it wrote. */
  static StatementCounts of(RunCounters counters, long pdfs) {
    List<Long> counts = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      counts.add(counters.sum(StatementCounters.NAMESPACE, StatementCounters.nameOf(table)));
    }
    counts.add(counts.get(0));
    counts.add(pdfs);
    return new StatementCounts(counts);
  }

  /** Whether each statement of the table has its document, by which it is known as issued. */
  boolean isWhole() {
    return rowsOfStatements() == documents();
  }

  long rowsOfStatements() {
    return counts.get(0);
  }

  long documents() {
    return counts.get(StatementTable.values().length);
  }

  StatementCounts plus(StatementCounts more) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      sums.add(counts.get(i) + more.counts.get(i));
    }
    return new StatementCounts(sums);
  }

  private static List<YearMonth> monthsIn(Path folder, MonthRange months) throws IOException {
    return MonthFolders.in(folder).stream().filter(months::holds).toList();
  }

  private static long named(Path folder, StatementFile kind) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> kind.issueNamed(file.getFileName().toString()).isPresent())
          .count();
    }
  }
}
