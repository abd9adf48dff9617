package io.cardbeam.bench.warehouse;

import io.cardbeam.star.StarTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a star as rows of text. Merchants are told by their name, as their ids and keys are
 * each engine's own.
 */
final class StarOfRows implements AutoCloseable {
  private final Connection connection;

  private StarOfRows(Connection connection) {
    this.connection = connection;
  }

  static StarOfRows in(Path folder) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (StarTable table : StarTable.values()) {
        if (table == StarTable.FACT_LEDGER_TRANSFER) {
          continue; // What other engines build has no ledger.
        }
        statement.execute(
            "CREATE VIEW "
                + table.tableName()
                + " AS FROM read_parquet("
                + SqlLiteral.of(folder.resolve(table.tableName()) + "/**/*.parquet")
                + ", hive_partitioning = true, hive_types_autocast = false)");
      }
    }
    return new StarOfRows(connection);
  }

  /** All rows of a table, sorted. */
  List<String> rows(StarTable table) throws SQLException {
    String from =
        switch (table) {
          case DIM_MERCHANT -> "(SELECT merchant_name FROM dim_merchant)";
          case FACT_TRANSACTION, FACT_AUTHORIZATION ->
              "(SELECT * EXCLUDE (merchant_key, merchant_id) FROM "
                  + table.tableName()
                  + " JOIN dim_merchant USING (merchant_key))";
          case CONTROL_TOTAL -> "(FROM control_total WHERE fact <> 'fact_ledger_transfer')";
          default -> table.tableName();
        };
    return column("SELECT t::VARCHAR FROM " + from + " t ORDER BY 1");
  }

  /** Names and types of a table's columns. */
  List<String> columns(StarTable table) throws SQLException {
    return column(
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE " + table.tableName() + ")");
  }

  /** The first column of each row, as text. */
  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
