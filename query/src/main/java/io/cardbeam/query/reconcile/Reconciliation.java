package io.cardbeam.query.reconcile;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.check.DataTests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Books compared with what their archive gives.
 *
 * @param tables what was compared, row by row or document by document
 * @param tests whether what is there adds up, and belongs together
 * @param notCompared what was not compared, and why
 */
public record Reconciliation(
    List<ComparedTable> tables, List<DataTestResult> tests, List<String> notCompared) {
  public Reconciliation {
    tables = List.copyOf(tables);
    tests = List.copyOf(tests);
    notCompared = List.copyOf(notCompared);
  }

  /** Called with each table before it is compared. */
  public interface Progress {
    /** The table. */
    void compares(String table);
  }

  /**
   * Compares. A table that can't be read differs, and says why.
   *
   * @throws QueryException if the folders or the database can't be read at all
   * @throws IOException if documents can't be listed
   */
  public static Reconciliation of(StatementBooks books, Progress progress)
      throws QueryException, IOException {
    progress.compares("rows that are read");
    try (StarDatabase database = books.open()) {
      boolean mustBeStored = books.database().isPresent() && books.mustBeStored(database);
      boolean comparesLedger = books.comparesLedger(database);
      List<RowComparison> comparisons = new ArrayList<>();
      if (comparesLedger) {
        comparisons.addAll(TableComparisons.ofLake());
      }
      if (books.found().isPresent()) {
        comparisons.addAll(TableComparisons.ofStatements());
      }
      if (books.star().isPresent()) {
        comparisons.addAll(TableComparisons.ofStar(books.time()));
      }
      if (books.database().isPresent()) {
        comparisons.addAll(TableComparisons.ofStream());
      }
      if (mustBeStored) {
        comparisons.addAll(TableComparisons.ofStoredStatements(books.found().isPresent()));
      }
      List<ComparedTable> tables = new ArrayList<>();
      for (RowComparison comparison : comparisons) {
        progress.compares(comparison.table());
        tables.add(compared(comparison, database));
      }
      if (books.found().isPresent()) {
        progress.compares("documents");
        tables.addAll(DocumentFiles.compared(books, books.found().get(), database));
      }
      progress.compares("sums");
      return new Reconciliation(
          tables,
          DataTests.ofStatements(database, books, mustBeStored),
          NotCompared.of(books, database, mustBeStored, comparesLedger));
    }
  }

  private static ComparedTable compared(RowComparison comparison, StarDatabase database)
      throws IOException {
    try {
      return comparison.in(database);
    } catch (QueryException e) {
      return ComparedTable.unreadable(comparison.table(), e);
    }
  }
}
