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
 * A star that was built, with its tables in folders. Merchants are told by their name, as their ids
 * and keys are each engine's own.
 *
 * @param folder absolute, and without anything in it but tables
 */
record BuiltStar(Path folder) {

  /**
   * Where it differs from another star: the tables with the number of rows that are in one of them
   * and not in the other; empty if the two are alike.
   *
   * @param scratch folder for what does not fit into 4 GB
   * @throws SQLException if a table can't be read
   */
  List<String> differencesFrom(BuiltStar other, Path scratch) throws SQLException {
    List<String> differences = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '4GB'");
      statement.execute("SET temp_directory = " + SqlLiteral.of(scratch.toString()));
      statement.execute("SET TimeZone = 'UTC'");
      for (StarTable table : StarTable.values()) {
        if (table == StarTable.FACT_LEDGER_TRANSFER) {
          continue; // What other engines build has no ledger.
        }
        String one = rows(table);
        String two = other.rows(table);
        String sql =
            "SELECT (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s)) + "
                + "(SELECT count(*) FROM (%2$s EXCEPT ALL %1$s))";
        try (ResultSet count = statement.executeQuery(sql.formatted(one, two))) {
          count.next();
          if (count.getLong(1) > 0) {
            differences.add(table.tableName() + " " + count.getLong(1));
          }
        }
      }
    }
    return differences;
  }

  private String rows(StarTable table) {
    return switch (table) {
      case DIM_MERCHANT -> "SELECT merchant_name FROM " + files(table);
      case FACT_TRANSACTION, FACT_AUTHORIZATION ->
          "SELECT * EXCLUDE (merchant_key, merchant_id) FROM "
              + files(table)
              + " JOIN "
              + files(StarTable.DIM_MERCHANT)
              + " USING (merchant_key)";
      case CONTROL_TOTAL -> "FROM " + files(table) + " WHERE fact <> 'fact_ledger_transfer'";
      default -> "FROM " + files(table);
    };
  }

  private String files(StarTable table) {
    return "read_parquet("
        + SqlLiteral.of(folder.resolve(table.tableName()) + "/**/*.parquet")
        + ", hive_partitioning = true, hive_types_autocast = false)";
  }
}
