package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** Rows of the books that a star lacks, as one snapshot has them, in tables beside the star. */
final class StagedRows {
  /** Below every transaction. */
  static final String FROM_THE_BEGINNING = "0";

  private static final int ROWS_AT_A_TIME = 20_000;
  private static final List<String> CANDIDATE = List.of("id BIGINT", "key BIGINT");
  private static final List<String> STAGED =
      List.of(
          "staged_fact_authorization",
          "staged_fact_transaction",
          "staged_card",
          "staged_label",
          "staged_candidate",
          "staged_part",
          "text_rows");

  /** The few candidates are made a hash table of, and not the keys of the star. */
  private static final String NOT_KNOWN =
      """
      SELECT DISTINCT id FROM staged_candidate ANTI JOIN (
        SELECT f.%2$s AS key FROM %1$s f SEMI JOIN staged_candidate c ON c.key = f.%2$s) USING (key)
      ORDER BY id
      """;

  private static final String TAKEN =
      "SELECT DISTINCT id FROM staged_candidate c SEMI JOIN %1$s f ON f.%2$s = c.key ORDER BY id";

  private static final String HOW_MANY =
      """
      SELECT (SELECT count(*) FROM staged_fact_authorization)
        + (SELECT count(*) FROM staged_fact_transaction) + (SELECT count(*) FROM staged_label)
      """;

  private final StarDatabase reading;
  private final long maxRows;

  /**
   * Stages into a star.
   *
   * @param maxRows most rows of both facts, with those that were taken before
   */
  StagedRows(StarDatabase reading, long maxRows) {
    this.reading = reading;
    this.maxRows = maxRows;
  }

  /**
   * Reads, in place of what was staged before.
   *
   * @param books whose transaction this ends
   * @param since transaction before which all rows have been looked at
   * @param taken rows that were taken before
   * @return the same for the next time
   * @throws QueryException if there is too much of it
   * @throws SQLException if PostgreSQL can't be read
   */
  String read(Connection books, String since, long taken)
      throws QueryException, IOException, SQLException {
    for (String table : STAGED) {
      reading.execute("DROP TABLE IF EXISTS " + table);
    }
    books.setAutoCommit(false);
    books.setReadOnly(true);
    books.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      String next = begin(books);
      long known =
          taken
              + stage(
                  books,
                  StarTable.FACT_AUTHORIZATION,
                  LaterSql.NEW_AUTHORIZATIONS,
                  LaterSql.AUTHORIZATIONS,
                  LaterSql.AUTHORIZATION_COLUMNS,
                  since,
                  maxRows - taken);
      stage(
          books,
          StarTable.FACT_TRANSACTION,
          LaterSql.NEW_TRANSACTIONS,
          LaterSql.TRANSACTIONS,
          LaterSql.TRANSACTION_COLUMNS,
          since,
          maxRows - known);
      stageCompleted(books, since);
      stageLabels(books, since, next);
      stageCards(books);
      return next;
    } finally {
      books.rollback();
    }
  }

  private static String begin(Connection books) throws SQLException {
    try (Statement settings = books.createStatement()) {
      settings.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL DateStyle = 'ISO'");
      try (ResultSet snapshot = settings.executeQuery(LaterSql.SNAPSHOT)) {
        snapshot.next();
        return snapshot.getString(1);
      }
    }
  }

  /** Whether nothing came. */
  boolean isEmpty() throws QueryException, IOException {
    return Objects.requireNonNull(reading.rows(HOW_MANY, List.of()).get(0).get(0)).equals(0L);
  }

  /** Stages the rows of a fact that are neither in the star nor taken; gives how many. */
  private long stage(
      Connection books,
      StarTable fact,
      String newKeys,
      String rows,
      List<String> columns,
      String since,
      long most)
      throws QueryException, IOException, SQLException {
    List<Long> ids =
        candidates(
            books, newKeys, NOT_KNOWN.formatted(CubeTables.all(fact), fact.keyColumn()), since);
    if (ids.size() > most) {
      throw new QueryException(
          "over " + maxRows + " rows came since the star was built: build it again");
    }
    String staged = "staged_" + fact.tableName();
    reading.execute("CREATE TABLE " + staged + " (" + String.join(", ", columns) + ")");
    add(books, staged, rows, columns, ids);
    return ids.size();
  }

  /** Stages once more the transactions that were taken before what they name was stored. */
  private void stageCompleted(Connection books, String since)
      throws QueryException, IOException, SQLException {
    if (since.equals(FROM_THE_BEGINNING)) {
      return;
    }
    StarTable fact = StarTable.FACT_TRANSACTION;
    List<Long> ids =
        candidates(
            books,
            LaterSql.COMPLETED_TRANSACTIONS,
            TAKEN.formatted(CubeTables.later(fact), fact.keyColumn()),
            since,
            since);
    add(
        books,
        "staged_" + fact.tableName(),
        LaterSql.TRANSACTIONS,
        LaterSql.TRANSACTION_COLUMNS,
        ids);
  }

  /** Ids of rows of the books that a question to them finds and one to the star keeps. */
  private List<Long> candidates(
      Connection books, String question, String kept, Object... parameters)
      throws QueryException, IOException, SQLException {
    keep(books, "staged_candidate", CANDIDATE, question, parameters);
    List<Long> ids =
        reading.rows(kept, List.of()).stream()
            .map(row -> (Long) Objects.requireNonNull(row.get(0)))
            .toList();
    reading.execute("DROP TABLE staged_candidate");
    return ids;
  }

  private void add(
      Connection books, String staged, String rows, List<String> columns, List<Long> ids)
      throws QueryException, SQLException {
    for (int from = 0; from < ids.size(); from += ROWS_AT_A_TIME) {
      List<Long> part = ids.subList(from, Math.min(ids.size(), from + ROWS_AT_A_TIME));
      keep(books, "staged_part", columns, rows, books.createArrayOf("bigint", part.toArray()));
      reading.execute("INSERT INTO " + staged + " FROM staged_part");
      reading.execute("DROP TABLE staged_part");
    }
  }

  private void stageLabels(Connection books, String since, String next)
      throws QueryException, SQLException {
    // What is read for the first time has its label with it.
    keep(
        books,
        "staged_label",
        List.of("authorization_key BIGINT", "is_fraud BOOLEAN"),
        LaterSql.LABELS,
        since.equals(FROM_THE_BEGINNING) ? next : since);
  }

  private void stageCards(Connection books) throws QueryException, IOException, SQLException {
    Object[] tokens =
        reading
            .rows(
                """
                SELECT card_token FROM (
                  SELECT card_token FROM staged_fact_authorization
                  UNION SELECT card_token FROM staged_fact_transaction) s
                WHERE card_token NOT IN (SELECT card_token FROM cube_dim_card)
                  OR card_token NOT IN (SELECT card_token FROM cube_dim_customer)
                """,
                List.of())
            .stream()
            .map(row -> row.get(0))
            .toArray();
    keep(
        books,
        "staged_card",
        LaterSql.CARD_COLUMNS,
        LaterSql.CARDS,
        books.createArrayOf("text", tokens));
  }

  private void keep(
      Connection books, String table, List<String> columns, String question, Object... parameters)
      throws QueryException, SQLException {
    try (PreparedStatement select = books.prepareStatement(question)) {
      select.setFetchSize(ROWS_AT_A_TIME);
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof Array array) {
          select.setArray(i + 1, array);
        } else {
          select.setObject(i + 1, parameters[i]);
        }
      }
      try (ResultSet rows = select.executeQuery()) {
        reading.keep(table, columns, rows);
      }
    }
  }
}
