package io.cardbeam.pipeline.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An output folder as an engine sees it: DuckDB with a view for each table. */
public final class ParquetFolder implements AutoCloseable {
  private final Connection connection;

  private ParquetFolder(Connection connection) {
    this.connection = connection;
  }

  /** The tables in a folder; those that are partitioned by month have the column month. */
  public static ParquetFolder open(Path folder, List<String> tables) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String table : tables) {
        // A view can't take parameters; both names are the test's own.
        statement.execute(
            "CREATE VIEW "
                + table
                + " AS FROM read_parquet('"
                + folder.resolve(table)
                + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, file_row_number = true)");
      }
    }
    return new ParquetFolder(connection);
  }

  /** The first column of each row, as text. */
  public List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }

  /** The one number that a query gives. */
  public long number(String sql) throws SQLException {
    return Long.parseLong(column(sql).get(0));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
