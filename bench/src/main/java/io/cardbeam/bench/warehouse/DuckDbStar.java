package io.cardbeam.bench.warehouse;

import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The star of a file of transactions in DuckDB's SQL: the same rows as {@code warehouse --input
 * FILE.csv --chargebacks --decisions} writes, but for the merchants' ids and so their keys, which
 * are another hash. For a file with an index or id before its 22 columns and without bad rows,
 * which Cardbeam would make dead letters of.
 */
@Command(name = "DuckDbStar", description = "Builds the star schema of a CSV file with DuckDB.")
public final class DuckDbStar implements Callable<Integer> {
  @Option(names = "--input", required = true, paramLabel = "FILE.csv")
  @SuppressWarnings("NullAway.Init") // picocli sets it, as the others.
  private Path input;

  @Option(names = "--decisions", required = true, paramLabel = "DECISIONS.parquet")
  @SuppressWarnings("NullAway.Init")
  private Path decisions;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder to make; what was spilt lies beside it in DIR.scratch meanwhile.")
  @SuppressWarnings("NullAway.Init")
  private Path output;

  @Option(
      names = "--token-key",
      required = true,
      paramLabel = "FILE",
      description = "File with the key of the card tokens, in hexadecimal.")
  @SuppressWarnings("NullAway.Init")
  private Path tokenKey;

  @Option(names = "--threads", defaultValue = "2", paramLabel = "N")
  private int threads = 2;

  @Option(names = "--memory", defaultValue = "6GB", paramLabel = "SIZE")
  private String memory = "6GB";

  /** Builds the star; exit code 0 if it is there. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DuckDbStar()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path scratch = output.resolveSibling(output.getFileName() + ".scratch");
    String key = Files.readString(tokenKey).strip();
    try (DuckDBConnection duckDb =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET threads = " + threads);
      statement.execute("SET memory_limit = " + SqlLiteral.of(memory));
      statement.execute("SET temp_directory = " + SqlLiteral.of(scratch.toString()));
      statement.execute("SET VARIABLE input = " + SqlLiteral.of(input.toString()));
      statement.execute("SET VARIABLE decisions = " + SqlLiteral.of(decisions.toString()));
      statement.execute("SET VARIABLE output = " + SqlLiteral.of(output.toString()));
      statement.execute("SET VARIABLE token_key = " + SqlLiteral.of(key));
      run("read.sql", statement);
      run("dimensions.sql", statement);
      run("facts.sql", statement);
      List<String> months = months(statement);
      makeFolders(months);
      run("members.sql", statement);
      writeMonths(duckDb, months);
    }
    return 0;
  }

  private static void run(String script, Statement statement) throws SQLException {
    for (String sql : SqlScript.statements(script)) {
      statement.execute(sql);
    }
  }

  private static List<String> months(Statement statement) throws SQLException {
    List<String> months = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT DISTINCT year_month FROM control_total ORDER BY 1")) {
      while (rows.next()) {
        months.add(rows.getString(1));
      }
    }
    return months;
  }

  private void makeFolders(List<String> months) throws IOException {
    for (StarTable table : StarTable.values()) {
      Path folder = output.resolve(table.tableName());
      Files.createDirectories(folder);
      if (table.isMonthly()) {
        for (String month : months) {
          Files.createDirectories(folder.resolve("month=" + month));
        }
      }
    }
  }

  /**
   * Writes as many months at a time as there are threads: of one file DuckDB sorts the rows with
   * all of them, but a file of one row group is written by one.
   */
  private void writeMonths(DuckDBConnection duckDb, List<String> months) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> writes = new ArrayList<>();
      for (String month : months) {
        writes.add(() -> writeMonth(duckDb, month));
      }
      for (Future<Void> write : writers.invokeAll(writes)) {
        write.get();
      }
    } finally {
      writers.shutdown();
    }
  }

  private @Nullable Void writeMonth(DuckDBConnection duckDb, String month) throws SQLException {
    // Variables belong to a connection, and so to the month that it writes.
    try (Connection own = duckDb.duplicate();
        Statement statement = own.createStatement()) {
      statement.execute("SET VARIABLE output = " + SqlLiteral.of(output.toString()));
      statement.execute("SET VARIABLE year_month = " + SqlLiteral.of(month));
      run("month.sql", statement);
    }
    return null;
  }
}
