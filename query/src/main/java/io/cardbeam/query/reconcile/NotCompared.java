package io.cardbeam.query.reconcile;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.query.ExpectedTransfers;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what a comparison left out, and why. */
final class NotCompared {
  private NotCompared() {}

  static List<String> of(
      StatementBooks books, StarDatabase database, boolean mustBeStored, boolean comparesLedger)
      throws QueryException, IOException {
    List<String> all = new ArrayList<>();
    ofStatements(books, database, all);
    ofStar(books, database, all);
    ofDatabase(books, mustBeStored, all);
    ofLedger(books, database, comparesLedger, all);
    all.add("dead letters: they say what can't be read, and no books are made of them");
    return all;
  }

  private static void ofStatements(StatementBooks books, StarDatabase database, List<String> all)
      throws QueryException, IOException {
    if (books.found().isEmpty()) {
      all.add("statements in files, and documents: no --statements");
      return;
    }
    Path statements = books.found().get().resolve(StatementTable.STATEMENT.tableName());
    long others =
        MonthFolders.in(statements).stream().filter(month -> !books.months().holds(month)).count();
    if (others > 0) {
      all.add(
          "statements of %d other month%s: not in --month"
              .formatted(others, others == 1 ? "" : "s"));
    }
    long superseded =
        count(
            database,
            "SELECT count(*) FROM (FROM found_all_statement QUALIFY issue <> max(issue) OVER"
                + " (PARTITION BY card_token, currency, period_start))");
    if (superseded > 0) {
      all.add(
          ("what %,d superseded statements were made of: the archive gives it no more; they are"
                  + " compared with their documents, these with their digests, and each with the"
                  + " correction of it")
              .formatted(superseded));
    }
    if (count(database, "SELECT count(*) FROM found_statement_document WHERE format = 'PDF'") > 0) {
      all.add("what the PDFs show: they are compared with the digests that were taken at issue");
    }
  }

  private static void ofStar(StatementBooks books, StarDatabase database, List<String> all)
      throws QueryException, IOException {
    if (books.star().isEmpty()) {
      all.add("star: no --warehouse");
      return;
    }
    MonthRange months = books.time().months();
    for (StarTable table : StarTable.values()) {
      if (table.isFact()) {
        long others =
            count(
                database,
                "SELECT count(*) FROM %s WHERE month NOT BETWEEN '%s' AND '%s'"
                    .formatted(table.tableName(), months.first(), months.last()));
        if (others > 0) {
          all.add(
              "%,d rows of %s before %s or after %s: no cycle of --month begins or ends there"
                  .formatted(others, table.tableName(), months.first(), months.last()));
        }
      }
    }
  }

  private static void ofDatabase(StatementBooks books, boolean mustBeStored, List<String> all) {
    if (books.database().isEmpty()) {
      all.add("PostgreSQL: no --books-url");
      return;
    }
    all.add(
        ("PostgreSQL's requests, reasons, items and exceptions that happened before %s or from %s"
                + " on, and transactions that were neither made nor booked between: no cycle of"
                + " --month begins or ends there")
            .formatted(books.time().since(), books.time().until()));
    all.add(
        "PostgreSQL's ledger_transfer of other times: the balances are compared with all of it");
    all.add(
        "PostgreSQL's own numbers of rows (card_id and the like): what they refer to is compared");
    all.add(
        "PostgreSQL's exception_code where no exception has it: an exception that is booked after"
            + " all leaves its code behind");
    all.add(
        "PostgreSQL's refused documents of code CONFLICT: another event of their type, card and id"
            + " came first, and this is what stands and is compared");
    if (!mustBeStored) {
      all.add("PostgreSQL's statements: none is stored up to the end of --month");
    } else if (books.found().isEmpty()) {
      all.add(
          "PostgreSQL's superseded statements: no --statements, whose documents hold them;"
              + " they must add up, and be numbered");
    } else {
      all.add("PostgreSQL's statements of months before the first that is stored");
    }
  }

  private static void ofLedger(
      StatementBooks books, StarDatabase database, boolean comparesLedger, List<String> all)
      throws QueryException, IOException {
    if (books.ledger() == StatementBooks.Ledger.NONE) {
      all.add("the archive's ledger: files of rows have none");
    } else if (!comparesLedger) {
      all.add("the archive's ledger: it has none; with --ledger that is a difference");
    } else {
      all.add(
          "the archive's ledger of other times, and how often a transfer lies in it: a stream"
              + " writes each at least once");
      addWaiting("the archive's ledger", StatementBooks.LAKE_LEDGER, database, all);
    }
    if (books.database().isPresent()) {
      addWaiting("PostgreSQL's ledger_transfer", "postgres_ledger_transfer", database, all);
    }
  }

  private static void addWaiting(
      String where, String found, StarDatabase database, List<String> all)
      throws QueryException, IOException {
    long waiting = count(database, ExpectedTransfers.countOfWaiting(found));
    if (waiting > 0) {
      all.add(
          "%s: %,d not there yet, of purchases that at the archive's end may still wait for the request that they name"
              .formatted(where, waiting));
    }
  }

  private static long count(StarDatabase database, String question)
      throws QueryException, IOException {
    try {
      return ((Number) database.rows(question, List.of()).get(0).get(0)).longValue();
    } catch (QueryException e) {
      // A table that can't be read is reported where it is compared.
      return 0;
    }
  }
}
