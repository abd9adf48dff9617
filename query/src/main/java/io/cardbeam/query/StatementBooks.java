package io.cardbeam.query;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksTable;
import io.cardbeam.pipeline.books.WriteLakeLedger;
import io.cardbeam.pipeline.statement.DocumentDigests;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.star.MonthRange;
import io.cardbeam.table.StatementDocument;
import io.cardbeam.table.UnreadTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements of some months beside those that they must be, and beside the star.
 *
 * @param expected folder of the statements that the archive gives
 * @param found folder of those that are looked at; empty for none
 * @param months that their cycles close in
 * @param star whose facts are looked at, too; empty for none
 * @param database PostgreSQL that is looked at, too; empty for none
 * @param ledger whether the archive's own ledger is looked at
 * @param zone whose days the statements count
 */
public record StatementBooks(
    Path expected,
    Optional<Path> found,
    MonthRange months,
    Optional<StarFolder> star,
    Optional<BooksConnection> database,
    Ledger ledger,
    ZoneId zone) {
  /** What the names of tables begin with, of the statements that must be. */
  public static final String EXPECTED = "expected_";

  /** The same of those that are looked at. */
  public static final String FOUND = "found_";

  /** The same of those that PostgreSQL has. */
  public static final String STORED = "stored_";

  /** The same of the tables of a star that must be. */
  public static final String EXPECTED_STAR = "expected_star_";

  /** The same of those that must be, and must be stored: from the month of the first on that is. */
  public static final String EXPECTED_STORED = "expected_stored_";

  /** What follows these in the names of tables with all issues. */
  public static final String ALL = "all_";

  /** The views of {@link #EXPECTED_STORED}; what follows the prefix is put in. */
  private static final List<String> EXPECTED_STORED_VIEWS =
      List.of(
          "CREATE VIEW expected_stored_%1$sstatement AS FROM expected_%1$sstatement"
              + " WHERE period_end >="
              + " (SELECT date_trunc('month', min(period_end)) FROM first_stored)",
          "CREATE VIEW expected_stored_%1$sstatement_line AS FROM expected_%1$sstatement_line"
              + " SEMI JOIN expected_stored_%1$sstatement"
              + " USING (card_token, currency, period_start)",
          "CREATE VIEW expected_stored_%1$sledger_entry AS FROM expected_%1$sledger_entry e"
              + " SEMI JOIN expected_stored_%1$sstatement s ON e.card_token = s.card_token"
              + " AND e.currency = s.currency"
              + " AND e.posting_date BETWEEN s.period_start AND s.period_end");

  /** Folder of the star that must be, in that of what must be. */
  public static final String STAR = "star";

  /** Folder of what PostgreSQL must hold, in that of what must be. */
  public static final String BOOKS = "books";

  /** Folder of the ledger that lies in the archive, in that of what must be. */
  public static final String LAKE = "lake";

  /** What the names of its tables begin with. */
  public static final String OF_LAKE = "lake_";

  /** The transfers that lie in the archive, each as often as it does. */
  public static final String LAKE_LEDGER = OF_LAKE + BooksTable.LEDGER_TRANSFER.tableName();

  /** What can't be read of them. */
  public static final String LAKE_UNREAD = OF_LAKE + WriteLakeLedger.UNREAD;

  private static final String SPILL = "spill";

  /** What becomes of the ledger that an archive may have. */
  public enum Ledger {
    /** The archive is no lake: it has none. */
    NONE,
    /** It is looked at if there is one. */
    IF_THERE,
    /** That there is none is a difference. */
    REQUIRED
  }

  /** When what is compared happened. */
  public TimeAsked time() {
    return TimeAsked.ofCyclesIn(months);
  }

  /**
   * As a database of which tests ask: a table of each name under both prefixes, with the issues
   * that hold, and with {@code all_} after the prefix with all of them; and if there is a star its
   * tables, those that they must be, and {@code posted_fact}, its transactions with their card's
   * token and the day that a statement posts them on; and if there is a database {@code
   * posted_transaction}, the same of what a stream stored there, and the tables of {@link
   * StoredTables}; and if the archive's ledger is looked at {@link #LAKE_LEDGER} and {@link
   * #LAKE_UNREAD}.
   *
   * @throws QueryException if files can't be read
   */
  public StarDatabase open() throws QueryException {
    try {
      Path made = expected.toRealPath();
      List<Path> folders = new ArrayList<>(List.of(made));
      List<String> views = new ArrayList<>(filesOf(EXPECTED, made));
      if (found.isPresent()) {
        folders.add(found.get().toRealPath());
        views.addAll(filesOf(FOUND, found.get().toRealPath()));
      }
      if (star.isPresent()) {
        folders.add(star.get().path());
        views.addAll(StarViews.statements(star.get()));
        views.addAll(
            StarViews.statements(EXPECTED_STAR, new StarFolder(made.resolve(STAR), "expected")));
        views.add(StarViews.postedFact(zone));
      }
      for (BooksTable table : BooksTable.values()) {
        Path folder = made.resolve(BOOKS).resolve(table.tableName());
        views.add(
            StarViews.ofMonthFolders(
                "books_" + table.tableName(), folder, table.schema(), MonthRange.ALL));
      }
      if (ledger != Ledger.NONE) {
        views.addAll(ledgerIn(made.resolve(LAKE)));
      }
      views.add(
          "CREATE TABLE time_asked AS SELECT TIMESTAMPTZ '%s' AS since, TIMESTAMPTZ '%s' AS until"
              .formatted(time().since(), time().until()));
      StarDatabase opened =
          StarDatabase.open(
              folders, views, StarDatabase.PATIENCE, Optional.of(made.resolve(SPILL)));
      if (database.isPresent()) {
        try {
          StoredBooks.load(opened, database.get(), months, time(), zone, STORED);
          for (String issues : List.of(ALL, "")) {
            for (String view : EXPECTED_STORED_VIEWS) {
              opened.execute(view.formatted(issues));
            }
          }
        } catch (QueryException e) {
          opened.close();
          throw e;
        }
      }
      return opened;
    } catch (IOException e) {
      throw new QueryException("no such folder: " + e.getMessage(), e);
    }
  }

  private static List<String> ledgerIn(Path folder) throws IOException {
    return List.of(
        StarViews.ofMonthFolders(
            LAKE_LEDGER,
            folder.resolve(BooksTable.LEDGER_TRANSFER.tableName()),
            BooksTable.LEDGER_TRANSFER.schema(),
            MonthRange.ALL),
        StarViews.ofFolder(
            LAKE_UNREAD, folder.resolve(WriteLakeLedger.UNREAD), UnreadTransfer.getClassSchema()));
  }

  private List<String> filesOf(String prefix, Path folder) throws IOException {
    List<String> views = new ArrayList<>(StarViews.ofMonths(prefix, folder, months));
    views.add(
        StarViews.ofMonthFolders(
            prefix + DocumentDigests.TABLE,
            folder.resolve(DocumentDigests.TABLE),
            StatementDocument.getClassSchema(),
            months));
    views.add(StarViews.exceptions(prefix + WriteExceptions.TABLE, folder));
    return views;
  }

  /** SQL of an amount with the sign that the cardholder owes it with, of SQL of its kind. */
  public static String signed(String kind, String amountMinor) {
    return "CASE WHEN %1$s IN ('PURCHASE', 'CHARGEBACK_REJECTED', 'PAYMENT_RETURNED') THEN %2$s WHEN %1$s = 'CHARGEBACK_UPHELD' THEN 0 ELSE -%2$s END"
        .formatted(kind, amountMinor);
  }

  /**
   * Whether statements of these months must be in PostgreSQL, in a database that was opened: from
   * the first on that is stored, all are.
   */
  public boolean mustBeStored(StarDatabase opened) throws QueryException, IOException {
    return !opened
        .rows(
            "SELECT period_end FROM %s WHERE period_end <= DATE '%s'"
                .formatted(StoredBooks.FIRST_STORED, months.last().atEndOfMonth()),
            List.of())
        .isEmpty();
  }

  /**
   * Whether the archive's ledger is compared, in a database that was opened: an archive of files
   * has none, and one of an earlier version need not.
   */
  public boolean comparesLedger(StarDatabase opened) throws QueryException, IOException {
    return switch (ledger) {
      case NONE -> false;
      case REQUIRED -> true;
      case IF_THERE ->
          !opened
              .rows(
                  "SELECT 1 FROM (SELECT 1 FROM %s UNION ALL SELECT 1 FROM %s) LIMIT 1"
                      .formatted(LAKE_LEDGER, LAKE_UNREAD),
                  List.of())
              .isEmpty();
    };
  }
}
