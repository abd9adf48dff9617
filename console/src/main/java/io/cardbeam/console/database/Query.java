package io.cardbeam.console.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement with its values, and how its rows are read. */
public final class Query {
  private final String sql;
  private final List<@Nullable Object> values = new ArrayList<>();

  /** A statement with a question mark for each value. */
  public Query(String sql) {
    this.sql = sql;
  }

  /** Values in the order of their places. */
  public Query withAll(List<?> more) {
    more.forEach(this::with);
    return this;
  }

  /** A value for the next place. */
  public Query with(Object value) {
    values.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    return this;
  }

  /** A value that may be absent, then it is null. */
  public Query withOptional(Optional<?> value) {
    if (value.isPresent()) {
      return with(value.get());
    }
    values.add(null);
    return this;
  }

  /** Reads a row. */
  @FunctionalInterface
  public interface Reader<T> {
    /** What the row says. */
    T read(ResultSet row) throws SQLException;
  }

  /** Takes a row. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes what the row says. */
    void visit(ResultSet row) throws SQLException;
  }

  /**
   * All rows, one after the other.
   *
   * @param fetched how many are in memory at a time, in a transaction; 0 for all
   */
  public void each(Connection connection, int fetched, Visitor visitor) throws SQLException {
    try (PreparedStatement select = prepare(connection)) {
      select.setFetchSize(fetched);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    }
  }

  /** All rows. */
  public <T> List<T> list(Connection connection, Reader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    each(connection, 0, row -> all.add(reader.read(row)));
    return all;
  }

  /** The first row. */
  public <T> Optional<T> first(Connection connection, Reader<T> reader) throws SQLException {
    return list(connection, reader).stream().findFirst();
  }

  /** Changes rows; gives how many. */
  public int update(Connection connection) throws SQLException {
    try (PreparedStatement update = prepare(connection)) {
      return update.executeUpdate();
    }
  }

  private PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      int place = 1;
      for (@Nullable Object value : values) {
        statement.setObject(place, value);
        place++;
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** A time that may be null. */
  public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
