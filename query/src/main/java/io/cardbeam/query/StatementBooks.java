package io.cardbeam.query;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.star.MonthRange;
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
 * @param zone whose days the statements count
 */
public record StatementBooks(
    Path expected,
    Optional<Path> found,
    MonthRange months,
    Optional<StarFolder> star,
    Optional<BooksConnection> database,
    ZoneId zone) {
  /** What the names of tables begin with, of the statements that must be. */
  public static final String EXPECTED = "expected_";

  /** The same of those that are looked at. */
  public static final String FOUND = "found_";

  /** The same of those that PostgreSQL has. */
  public static final String STORED = "stored_";

  /** The same of those that must be, and must be stored: from the month of the first on that is. */
  public static final String EXPECTED_STORED = "expected_stored_";

  private static final List<String> EXPECTED_STORED_VIEWS =
      List.of(
          "CREATE VIEW expected_stored_statement AS FROM expected_statement WHERE period_end >="
              + " (SELECT date_trunc('month', min(period_end)) FROM first_stored)",
          "CREATE VIEW expected_stored_statement_line AS FROM expected_statement_line"
              + " SEMI JOIN expected_stored_statement USING (card_token, currency, period_start)",
          "CREATE VIEW expected_stored_ledger_entry AS FROM expected_ledger_entry e"
              + " SEMI JOIN expected_stored_statement s ON e.card_token = s.card_token"
              + " AND e.currency = s.currency"
              + " AND e.posting_date BETWEEN s.period_start AND s.period_end");

  /**
   * As a database of which tests ask: a table of each name under both prefixes, with the issues
   * that hold, and with {@code all_} after the prefix with all of them; and if there is a star its
   * tables and {@code posted_fact}, its transactions with their card's token and the day that a
   * statement posts them on; and if there is a database {@code posted_transaction}, the same of
   * what a stream stored there.
   *
   * @throws QueryException if files can't be read
   */
  public StarDatabase open() throws QueryException {
    try {
      List<Path> folders = new ArrayList<>();
      folders.add(expected.toRealPath());
      List<String> views =
          new ArrayList<>(StarViews.ofMonths(EXPECTED, expected.toRealPath(), months));
      if (found.isPresent()) {
        folders.add(found.get().toRealPath());
        views.addAll(StarViews.ofMonths(FOUND, found.get().toRealPath(), months));
      }
      if (star.isPresent()) {
        folders.add(star.get().path());
        views.addAll(StarViews.statements(star.get()));
        views.add(StarViews.postedFact(zone));
      }
      StarDatabase opened = StarDatabase.open(folders, views, StarDatabase.PATIENCE);
      if (database.isPresent()) {
        try {
          StoredBooks.load(opened, database.get(), months, zone, STORED);
          for (String view : EXPECTED_STORED_VIEWS) {
            opened.execute(view);
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

  /** SQL of an amount with the sign that the cardholder owes it with, of SQL of its kind. */
  public static String signed(String kind, String amountMinor) {
    return "CASE WHEN %1$s IN ('PURCHASE', 'CHARGEBACK_REJECTED') THEN %2$s WHEN %1$s = 'CHARGEBACK_UPHELD' THEN 0 ELSE -%2$s END"
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
}
