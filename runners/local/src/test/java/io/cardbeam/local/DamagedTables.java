package io.cardbeam.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every table of PostgreSQL's books, to be damaged and put back as it was. */
final class DamagedTables {
  private final Connection connection;
  private final Map<String, List<Column>> columns;

  /**
   * @param isNumbered whether it is a number that PostgreSQL or a connection gives, which says
   *     nothing of the row
   */
  record Column(String name, String type, boolean isNumbered, boolean isGenerated) {}

  private DamagedTables(Connection connection, Map<String, List<Column>> columns) {
    this.connection = connection;
    this.columns = columns;
  }

  /** The tables as they are now, of which copies are kept. */
  static DamagedTables of(Connection connection) throws SQLException {
    DamagedTables tables = new DamagedTables(connection, read(connection));
    for (String table : tables.columns.keySet()) {
      tables.execute("CREATE TABLE public.%1$s AS TABLE books.%1$s".formatted(table));
    }
    return tables;
  }

  /** The columns of each table, by its name. */
  Map<String, List<Column>> columns() {
    return columns;
  }

  /** Another value of the same column, or one that no row has. */
  static List<String> changes(String table, Column column) {
    String c = column.name();
    List<String> values = new ArrayList<>();
    values.add(
        "(SELECT o.%1$s FROM books.%2$s o WHERE o.%1$s IS DISTINCT FROM t.%1$s AND o.%1$s IS NOT"
            + " NULL ORDER BY 1 LIMIT 1)");
    switch (column.type()) {
      case "bigint", "integer", "smallint", "double precision" ->
          values.addAll(0, List.of("t.%1$s + 1", "t.%1$s + 1000000"));
      case "boolean" -> values.add("NOT t.%1$s");
      case "date" -> values.add("t.%1$s + 1");
      case "timestamp with time zone" -> values.add(0, "t.%1$s - INTERVAL '1 minute'");
      default ->
          values.addAll(
              Arrays.asList(
                  "t.%1$s || 'x'",
                  "'ZY'",
                  "'EUR'",
                  "'CLOSED'",
                  "'REFERRED'",
                  "'0000'",
                  "'CARDHOLDER_CHANGED'",
                  "'ONLINE'",
                  "'REJECTED'",
                  "'GENUINE'",
                  "'CASH'",
                  "'REFUND'",
                  "'CARDHOLDER'"));
    }
    List<String> updates = new ArrayList<>();
    for (String value : values) {
      // The first of these rows that the schema lets change.
      for (int row : new int[] {0, 1, 2, 5, 12, 30}) {
        updates.add(
            ("UPDATE books.%2$s t SET %1$s = "
                    + value
                    + " WHERE t.ctid = (SELECT ctid FROM books.%2$s WHERE %1$s IS NOT NULL"
                    + " ORDER BY ctid DESC OFFSET %3$d LIMIT 1) AND "
                    + value
                    + " IS DISTINCT FROM t.%1$s")
                .formatted(c, table, row));
      }
    }
    return updates;
  }

  /** Each takes one row away. */
  static List<String> deletes(String table) {
    List<String> deletes = new ArrayList<>();
    for (int row = 0; row < 20; row++) {
      deletes.add(
          "DELETE FROM books.%1$s WHERE ctid = (SELECT ctid FROM books.%1$s OFFSET %2$d LIMIT 1)"
              .formatted(table, row));
    }
    return deletes;
  }

  /** Adds a row like the last, under a key of its own. */
  static String insert(String table, List<Column> columns) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Column column : columns) {
      if (!column.isGenerated()) {
        names.add(column.name());
        boolean isKey =
            column.isNumbered()
                || List.of("weight_rank", "line_number", "entry_number", "issue")
                    .contains(column.name());
        boolean isName =
            column.type().equals("text")
                && List.of(
                        "_key",
                        "transfer_id",
                        "_name",
                        "_code",
                        "_token",
                        "_text",
                        "_digest",
                        "_version",
                        "code",
                        "street",
                        "postal_code")
                    .stream()
                    .anyMatch(column.name()::endsWith);
        values.add(
            isKey && !column.type().equals("xid8")
                ? column.name() + " + 1000"
                : isName
                    ? column.name() + " || 'x'"
                    : column.name().equals("country_code") && table.equals("country")
                        ? "'XY'"
                        : column.name().equals("currency") && table.equals("cardholder_balance")
                            ? "'CHF'"
                            : column.name());
      }
    }
    return "INSERT INTO books.%1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM books.%1$s ORDER BY 1 DESC LIMIT 1"
        .formatted(table, String.join(", ", names), String.join(", ", values));
  }

  /** Whether the schema lets one of these through. */
  boolean applied(List<String> damages) throws SQLException {
    for (String damage : damages) {
      try (Statement sql = connection.createStatement()) {
        if (sql.executeUpdate(damage) == 1) {
          return true;
        }
      } catch (SQLException e) {
        // Refused: a constraint holds, or the value is of another type.
        if (!e.getSQLState().startsWith("23")
            && !e.getSQLState().startsWith("22")
            && !e.getSQLState().startsWith("42")) {
          throw e;
        }
      }
    }
    return false;
  }

  /** Puts back the rows that a table had at first. */
  void restore(String table) throws SQLException {
    List<String> ofTable =
        columns.getOrDefault(table, List.of()).stream()
            .filter(column -> !column.isGenerated())
            .map(Column::name)
            .toList();
    String names = String.join(", ", ofTable);
    execute("SET session_replication_role = replica");
    execute("DELETE FROM books." + table);
    execute(
        "INSERT INTO books.%1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM public.%1$s"
            .formatted(table, names));
    execute("SET session_replication_role = DEFAULT");
  }

  private static Map<String, List<Column>> read(Connection connection) throws SQLException {
    Map<String, List<Column>> found = new TreeMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT table_name, column_name, data_type, is_identity, is_generated FROM"
                    + " information_schema.columns JOIN information_schema.tables USING"
                    + " (table_schema, table_name) WHERE table_schema = 'books' AND table_type ="
                    + " 'BASE TABLE' AND table_name NOT LIKE 'flyway%' ORDER BY 1, ordinal_position")) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getString(1), any -> new ArrayList<>())
            .add(
                new Column(
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4).equals("YES")
                        || rows.getString(3).equals("xid8")
                        || rows.getString(2).equals("shard"),
                    rows.getString(5).equals("ALWAYS")));
      }
    }
    return found;
  }

  void execute(String statement) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
