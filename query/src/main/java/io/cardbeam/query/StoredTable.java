package io.cardbeam.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that PostgreSQL holds of the events of a stream, beside those that it must hold. What the
 * database numbers by itself is compared by its natural key.
 *
 * @param name of the table there
 * @param columns each as its name, a space and DuckDB's type; the key first
 * @param keyColumns how many of them name a row
 * @param stored question to PostgreSQL; if only what happened in the time asked for is looked at,
 *     it reads {@code time_asked} of {@link #TIME}
 * @param expected question to the tables of {@link io.cardbeam.pipeline.books.BooksTable}, which
 *     are called {@code books_authorization} and so on
 */
public record StoredTable(
    String name, List<String> columns, int keyColumns, String stored, String expected) {
  /** Begins a question of a time: its begin, and its end, which is not in it. */
  static final String TIME =
      "WITH time_asked (since, until) AS (VALUES (?::timestamptz, ?::timestamptz)) ";

  /** Makes one of columns written as {@code NAME TYPE, NAME TYPE}. */
  static StoredTable of(
      String name, int keyColumns, String columns, String stored, String expected) {
    return new StoredTable(
        name, List.of(columns.strip().split(",\\s*")), keyColumns, stored, expected);
  }

  public StoredTable {
    columns = List.copyOf(columns);
  }

  /** Names of its columns. */
  public List<String> columnNames() {
    return columns.stream().map(column -> column.substring(0, column.indexOf(' '))).toList();
  }

  /** Whether only what happened in the time asked for is looked at. */
  boolean isOfTheTime() {
    return stored.contains("time_asked");
  }

  /** Name of the table of what is stored, once it was read. */
  public String storedName() {
    return "postgres_" + name;
  }

  /** The question to PostgreSQL, with each column as a text. */
  String question() {
    String names = String.join(", ", columnNames());
    return (isOfTheTime() ? TIME : "")
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
