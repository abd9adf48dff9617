package io.cardbeam.query;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.star.MonthRange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * What PostgreSQL has of some months: the transactions that a running stream stored, and the
 * statements. It is read in one transaction that changes nothing, and of the months alone.
 */
final class StoredBooks {
  private static final int ROWS_AT_A_TIME = 10_000;

  /** A cycle that closes in a month begins in the month before; a day more for the time zone. */
  private static final String TRANSACTIONS =
      """
      SELECT CASE WHEN outcome IS NULL THEN transaction_type ELSE 'CHARGEBACK_' || outcome END,
        transaction_key, card_token, event_time::text, effective_from::text,
        amount_minor::text, currency::text
      FROM books.card_transaction JOIN books.card USING (card_id)
        LEFT JOIN books.chargeback_resolution USING (transaction_id, transaction_type, card_id)
      WHERE transaction_type <> 'REVERSAL'
        AND greatest(event_time, effective_from) BETWEEN ?::date - 32 AND ?::date + 2
      """;

  private static final List<String> TRANSACTION_COLUMNS =
      List.of(
          "transaction_type VARCHAR",
          "transaction_id VARCHAR",
          "card_token VARCHAR",
          "event_time TIMESTAMPTZ",
          "posted_at TIMESTAMPTZ",
          "amount_minor BIGINT",
          "currency VARCHAR");

  /** Column of the stored statements: whether the digest is that of what is stored. */
  static final String DIGEST_IS_RIGHT = "document_digest_is_right";

  /** Table of one row at most: the end of the first cycle whose statement is stored. */
  static final String FIRST_STORED = "first_stored";

  private StoredBooks() {}

  /**
   * Brings it into a database: {@code posted_transaction}, and the tables of statements under a
   * prefix.
   *
   * @param zone whose days the statements count
   * @throws QueryException if PostgreSQL can't be reached or has no books
   */
  static void load(
      StarDatabase into,
      BooksConnection books,
      MonthRange months,
      TimeAsked time,
      ZoneId zone,
      String prefix)
      throws QueryException {
    try (Connection connection =
        DriverManager.getConnection(books.url(), books.user(), books.password().read())) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement settings = connection.createStatement()) {
        settings.execute("SET TIME ZONE 'UTC'");
        settings.execute("SET DateStyle = 'ISO'");
      }
      List<LocalDate> days = List.of(months.first().atDay(1), months.last().atEndOfMonth());
      keep(into, "stored_transaction", TRANSACTION_COLUMNS, connection, TRANSACTIONS, days);
      into.execute(StarViews.postedTransaction(zone));
      List<OffsetDateTime> instants =
          List.of(time.since().atOffset(ZoneOffset.UTC), time.until().atOffset(ZoneOffset.UTC));
      for (StoredTable table : StoredTables.all()) {
        keep(
            into,
            table.storedName(),
            table.columns(),
            connection,
            table.question(),
            table.isOfTheTime() ? instants : List.of());
      }
      for (StoredLedger.Sums sums : StoredLedger.Sums.values()) {
        keep(into, sums.tableName(), sums.columns(), connection, sums.question(), List.of());
      }
      for (StatementTable table : StatementTable.values()) {
        String name = prefix + StatementBooks.ALL + table.tableName();
        keep(into, name, columns(table), connection, question(table), days);
      }
      for (String view : StarViews.ofThoseThatHold(prefix)) {
        into.execute(view);
      }
      keep(
          into,
          FIRST_STORED,
          List.of("period_end DATE"),
          connection,
          "SELECT period_end::text FROM books.statement ORDER BY period_end LIMIT 1",
          List.of());
    } catch (SQLException e) {
      throw new QueryException(
          "the books at " + books.url() + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Keeps the answer of a question to PostgreSQL as a table. */
  private static void keep(
      StarDatabase into,
      String table,
      List<String> columns,
      Connection connection,
      String question,
      List<?> parameters)
      throws SQLException, QueryException {
    try (PreparedStatement select = connection.prepareStatement(question)) {
      select.setFetchSize(ROWS_AT_A_TIME);
      for (int i = 0; i < parameters.size(); i++) {
        select.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = select.executeQuery()) {
        into.keep(table, columns, rows);
      }
    }
  }

  /** Columns are named there as in the files, but for a transaction's key. */
  private static String question(StatementTable table) {
    String columns =
        table.schema().getFields().stream()
            .map(field -> stored(field) + "::text")
            .collect(Collectors.joining(", "));
    boolean isHead = table == StatementTable.STATEMENT;
    return "SELECT "
        + columns
        + (isHead ? ", " + StatementDigest.IS_RIGHT + "::text" : "")
        + " FROM "
        + (isHead
            ? "books.statement s"
            : "books." + table.tableName() + " JOIN books.statement s USING (statement_id)")
        + " JOIN books.card USING (card_id) WHERE s.period_end BETWEEN ? AND ?";
  }

  /** Name there of a column of the files. */
  static String stored(Schema.Field field) {
    return field.name().equals("transaction_id") ? "transaction_key" : field.name();
  }

  private static List<String> columns(StatementTable table) {
    List<String> columns = new ArrayList<>();
    for (Schema.Field field : table.schema().getFields()) {
      columns.add(field.name() + " " + StarViews.typeOf(field.schema()));
    }
    if (table == StatementTable.STATEMENT) {
      columns.add(DIGEST_IS_RIGHT + " BOOLEAN");
    }
    return columns;
  }
}
