package io.cardbeam.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that PostgreSQL holds of the events of a stream, beside those that it must hold. What the
 * database numbers by itself is told by its natural key.
 *
 * @param name of the table there
 * @param columns with their types, the key first
 * @param keyColumns how many of them name a row
 * @param isOfTheTime whether only what happened in the time asked for is looked at
 * @param stored question to PostgreSQL; of rows of a time it has the parameters of {@link #TIME}
 * @param expected question to the tables of {@link io.cardbeam.pipeline.books.BooksTable}, which
 *     are called {@code books_authorization} and so on
 */
public record StoredTable(
    String name,
    List<Column> columns,
    int keyColumns,
    boolean isOfTheTime,
    String stored,
    String expected) {
  /** Begins a question of a time: its begin, and its end, which is not in it. */
  static final String TIME =
      "WITH time_asked (since, until) AS (VALUES (?::timestamptz, ?::timestamptz)) ";

  /**
   * A column.
   *
   * @param type DuckDB's
   */
  public record Column(String name, String type) {}

  /** Makes one of columns written as {@code NAME TYPE, NAME TYPE}. */
  static StoredTable of(
      String name, int keyColumns, String columns, String stored, String expected) {
    List<Column> all =
        List.of(columns.strip().split(",\\s*")).stream()
            .map(column -> column.split(" "))
            .map(parts -> new Column(parts[0], parts[1]))
            .toList();
    return new StoredTable(name, all, keyColumns, stored.contains("time_asked"), stored, expected);
  }

  public StoredTable {
    columns = List.copyOf(columns);
  }

  /** Names of its columns. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Name of the table of what is stored, once it was read. */
  public String storedName() {
    return "postgres_" + name;
  }

  /** The question to PostgreSQL, with each column as a text. */
  String question() {
    String names = String.join(", ", columnNames());
    return (isOfTheTime ? TIME : "")
        + columnNames().stream()
            .map(name -> name + "::text")
            .collect(Collectors.joining(", ", "SELECT ", ""))
        + " FROM ("
        + stored
        + ") q ("
        + names
        + ")";
  }
}
