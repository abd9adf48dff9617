package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of statements and star, each to be damaged by DuckDB. */
final class DamagedParquet {
  private DamagedParquet() {}

  /** A table's file that is damaged, and what must tell of it. */
  record Place(Path file, String table) {}

  record Column(String name, String type) {}

  /** A file of each table of statements and star. */
  static List<Place> places(BooksToDamage damaged) throws IOException {
    List<Place> places = new ArrayList<>();
    for (String table : List.of("statement", "statement_line", "ledger_entry")) {
      places.add(new Place(aFile(damaged.statements().resolve(table + "/month=2025-04")), table));
    }
    Path documents = damaged.statements().resolve("statement_document/month=2025-04");
    places.add(new Place(documents.resolve("run-00000001.parquet"), "statement_document"));
    places.add(
        new Place(documents.resolve("run-00000001-pdf.parquet"), "statement_document of PDFs"));
    places.add(
        new Place(
            aFile(damaged.statements().resolve("transaction_exception")),
            "transaction_exception of the statements"));
    places.add(
        new Place(
            aFile(damaged.star().resolve("transaction_exception")),
            "transaction_exception of the star"));
    for (StarTable table : StarTable.values()) {
      Path of = damaged.star().resolve(table.tableName());
      places.add(
          new Place(
              aFile(table.isMonthly() ? of.resolve("month=2025-03") : of), table.tableName()));
    }
    return places;
  }

  /** The first file of Parquet in a folder. */
  static Path aFile(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** Another value of a column, in one row. */
  static String change(Column column) {
    String value =
        switch (column.type()) {
          case "BIGINT", "INTEGER", "DOUBLE" -> "coalesce(%s, 0) + 1";
          case "BOOLEAN" -> "NOT %s";
          case "DATE" -> "%s + 1";
          case "VARCHAR" -> "coalesce(%s, '') || 'x'";
          default -> "%s + INTERVAL 1 MINUTE";
        };
    // The member of row 0 has no day.
    return "UPDATE t SET %s = %s WHERE rowid = (SELECT max(rowid) FROM t WHERE %s IS NOT NULL OR rowid = 0)"
        .formatted(column.name(), value.formatted(column.name()), column.name());
  }

  static List<Column> columns(Path file) throws Exception {
    List<Column> columns = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "DESCRIBE FROM read_parquet('" + file + "', hive_partitioning = false)")) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
    }
    return columns;
  }

  /** Changes a file's rows, which are the table t, by SQL. */
  static void rewrite(Path file, String change) throws Exception {
    Path other = Files.createTempFile("damaged", ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute("SET TimeZone = 'UTC'");
      sql.execute("CREATE TABLE t AS FROM read_parquet('" + file + "', hive_partitioning = false)");
      assertThat(sql.executeUpdate(change)).as(change + " of " + file).isPositive();
      sql.execute("COPY t TO '" + other + "' (FORMAT parquet)");
    }
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
