package io.cardbeam.command;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.document.WriteStatementPdfFn;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much of statements is there.
 *
 * @param rows of each table
 * @param documents as JSON
 * @param pdfs as PDF
 */
record StatementCounts(Map<StatementTable, Long> rows, long documents, long pdfs) {

  /**
   * What lies in a folder of some months; nothing if it is not there.
   *
   * @throws IOException if it can't be read
   */
  static StatementCounts in(Path folder, MonthRange months) throws IOException {
    Map<StatementTable, Long> rows = new EnumMap<>(StatementTable.class);
    for (StatementTable table : StatementTable.values()) {
      long sum = 0;
      for (YearMonth month : monthsIn(folder.resolve(table.tableName()), months)) {
        sum += TableFiles.in(folder.resolve(WriteStatements.folderOf(table, month))).rows();
      }
      rows.put(table, sum);
    }
    long documents = 0;
    long pdfs = 0;
    for (YearMonth month : monthsIn(folder.resolve(WriteStatements.DOCUMENTS), months)) {
      Path ofMonth = folder.resolve(WriteStatements.documentsOf(month));
      documents += named(ofMonth, StatementFile.JSON);
      pdfs += named(ofMonth, StatementFile.PDF);
    }
    return new StatementCounts(rows, documents, pdfs);
  }

  /** What a run says that it wrote: a document for each row of statements. */
  static StatementCounts of(RunCounters counters) {
    Map<StatementTable, Long> rows = new EnumMap<>(StatementTable.class);
    for (StatementTable table : StatementTable.values()) {
      rows.put(table, counters.sum(StatementCounters.NAMESPACE, StatementCounters.nameOf(table)));
    }
    return new StatementCounts(
        rows,
        rows.getOrDefault(StatementTable.STATEMENT, 0L),
        counters.sum(WriteStatementPdfFn.NAMESPACE, WriteStatementPdfFn.PDFS));
  }

  /** Rows of statements themselves. */
  long statements() {
    return rows.getOrDefault(StatementTable.STATEMENT, 0L);
  }

  /** Whether each statement of the table has its document, by which it is known as issued. */
  boolean isWhole() {
    return statements() == documents;
  }

  StatementCounts plus(StatementCounts more) {
    Map<StatementTable, Long> sums = new EnumMap<>(rows);
    more.rows.forEach((table, count) -> sums.merge(table, count, Long::sum));
    return new StatementCounts(sums, documents + more.documents, pdfs + more.pdfs);
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
