package io.cardbeam.console.board;

import io.cardbeam.console.board.Board.Sum;
import io.cardbeam.console.board.BoardFigure.Which;
import io.cardbeam.console.database.Database;
import io.cardbeam.event.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts and lists what the board shows, in the books. */
final class BoardStore {
  private static final String PLANNING =
      "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;"
          + " SET LOCAL plan_cache_mode = force_custom_plan";

  private final Database database;

  BoardStore(Database database) {
    this.database = database;
  }

  /** The newest month with rows; empty if there are none. */
  Optional<YearMonth> newest() throws SQLException {
    return database.read(
        connection -> {
          try (Statement select = connection.createStatement();
              ResultSet row = select.executeQuery(BoardSql.NEWEST)) {
            row.next();
            return Optional.ofNullable(row.getObject("newest", OffsetDateTime.class))
                .map(at -> YearMonth.from(at.withOffsetSameInstant(ZoneOffset.UTC)));
          }
        });
  }

  /** Counts, all of one moment. */
  Board read(BoardRange range) throws SQLException {
    return database.transact(
        connection -> {
          begin(connection);
          Board board = Board.ofNothing(range);
          requests(connection, range, board);
          frauds(connection, range, board);
          sums(connection, BoardSql.STATEMENTS, range, BoardFigure.BILLED, board);
          sums(connection, BoardSql.PAYMENTS, range, BoardFigure.PAID, board);
          sums(connection, BoardSql.EXCEPTIONS, range, BoardFigure.EXCEPTIONS, board);
          return board;
        });
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; " + PLANNING);
    }
  }

  private static void requests(Connection connection, BoardRange range, Board board)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BoardSql.REQUESTS)) {
      set(select, List.of(range));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(rows, Which.ANY, board);
          if (rows.getBoolean("alert_raised")) {
            add(rows, Which.WITH_ALERT, board);
          }
        }
      }
    }
  }

  private static void frauds(Connection connection, BoardRange range, Board board)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BoardSql.FRAUD)) {
      set(select, List.of(range));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(rows, Which.FRAUD, board);
        }
      }
    }
  }

  private static void add(ResultSet row, Which which, Board board) throws SQLException {
    for (BoardFigure figure : BoardFigure.of(Outcome.valueOf(row.getString("outcome")), which)) {
      add(row, figure, board);
    }
  }

  private static void sums(
      Connection connection, String sql, BoardRange range, BoardFigure figure, Board board)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      set(select, List.of(range));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(rows, figure, board);
        }
      }
    }
  }

  private static void add(ResultSet row, BoardFigure figure, Board board) throws SQLException {
    board.add(
        YearMonth.from(row.getObject("month", LocalDate.class)),
        row.getString("currency"),
        figure,
        new Sum(row.getLong("count"), row.getBigDecimal("minor").toBigIntegerExact()));
  }

  /** The rows of a figure of one month and currency, newest first, after a place. */
  List<BoardRow> rows(
      BoardFigure figure, YearMonth month, String currency, BoardPlace after, int limit)
      throws SQLException {
    BoardRange range = BoardRange.of(month);
    List<Object> values = new ArrayList<>();
    boolean isFraud = figure.which() == Which.FRAUD;
    if (isFraud) {
      values.addAll(List.of(range));
    }
    if (figure.source() == BoardFigure.Source.REQUESTS) {
      values.add(figure.outcomes().stream().map(Outcome::name).toArray(String[]::new));
      if (!isFraud) {
        values.add(figure.which() == Which.WITH_ALERT);
      }
    }
    values.add(range);
    values.addAll(
        List.of(
            currency, after.at().atOffset(ZoneOffset.UTC), after.id(), after.cardToken(), limit));
    return database.transact(
        connection -> {
          begin(connection);
          List<BoardRow> found = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(BoardSql.rows(figure))) {
            set(select, values);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                found.add(row(rows));
              }
            }
          }
          return found;
        });
  }

  /** A range takes two places. */
  private static void set(PreparedStatement select, List<?> values) throws SQLException {
    int place = 0;
    for (Object value : values) {
      if (value instanceof BoardRange range) {
        select.setObject(++place, range.from());
        select.setObject(++place, range.to());
      } else if (value instanceof String[] texts) {
        select.setArray(++place, select.getConnection().createArrayOf("text", texts));
      } else {
        select.setObject(++place, value);
      }
    }
  }

  private static BoardRow row(ResultSet row) throws SQLException {
    return new BoardRow(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("id"),
        row.getString("card_token"),
        row.getString("last_four"),
        row.getLong("amount_minor"),
        row.getString("currency"),
        row.getString("what"),
        row.getString("detail"));
  }
}
