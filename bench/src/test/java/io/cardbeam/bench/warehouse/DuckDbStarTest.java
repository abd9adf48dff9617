package io.cardbeam.bench.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ClassifyCommand;
import io.cardbeam.command.WarehouseCommand;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The star of the sample, in which some cardholders change, and some rows come twice. */
class DuckDbStarTest {
  private static final Path SAMPLES = Path.of("..", "testdata", "samples");
  private static final Path TOKEN_KEY = SAMPLES.resolve("token.key");
  private static final int ROWS = 2_000;
  private static final int REPEATED_EVERY = 100;

  @TempDir static Path folder;
  private static StarOfRows cardbeam;
  private static StarOfRows duckDb;

  @BeforeAll
  static void build() throws Exception {
    Path input = folder.resolve("people's.csv");
    Files.write(input, changedAndRepeated());
    run(
        new ClassifyCommand(),
        "--runner=direct",
        "--chargebacks",
        "--format=avro",
        "--input=" + input,
        "--token-key=" + TOKEN_KEY,
        "--output=" + folder.resolve("decided"));
    run(
        new WarehouseCommand(),
        "--runner=direct",
        "--chargebacks",
        "--input=" + input,
        "--token-key=" + TOKEN_KEY,
        "--decisions=" + folder.resolve("decided"),
        "--output=" + folder.resolve("cardbeam"));
    Path decisions = folder.resolve("decisions.parquet");
    assertThat(DecisionsTable.write(folder.resolve("decided/decisions.avro"), decisions))
        .isEqualTo(ROWS);
    run(
        new DuckDbStar(),
        "--input=" + input,
        "--decisions=" + decisions,
        "--output=" + folder.resolve("duckdb"),
        "--token-key=" + TOKEN_KEY,
        "--threads=2",
        "--memory=1GB");
    cardbeam = StarOfRows.in(folder.resolve("cardbeam/current"));
    duckDb = StarOfRows.in(folder.resolve("duckdb"));
  }

  @AfterAll
  static void close() throws SQLException {
    cardbeam.close();
    duckDb.close();
  }

  /** In the middle of the file some are moved and have another job; at its end all is as before. */
  private static List<String> changedAndRepeated() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLES.resolve("kaggle-2000.csv"))) {
      boolean isChanged = lines.size() > ROWS / 3 && lines.size() < ROWS / 2;
      lines.add(
          isChanged ? line.replace(" Street", " Road").replace(" driver,", " keeper,") : line);
      if (lines.size() % REPEATED_EVERY == 0) {
        lines.add(lines.get(lines.size() - 1));
      }
    }
    return lines;
  }

  private static void run(Object command, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    int exit = new CommandLine(command).setOut(writer).setErr(writer).execute(arguments);
    assertThat(exit).as(said.toString()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FACT_LEDGER_TRANSFER")
  void hasTheRowsAndColumnsOfCardbeamsStar(StarTable table) throws Exception {
    assertThat(duckDb.columns(table)).isEqualTo(cardbeam.columns(table)).isNotEmpty();
    assertThat(duckDb.rows(table)).isEqualTo(cardbeam.rows(table)).isNotEmpty();
  }

  @Test
  void isOfRowsThatTellOfMovesNewJobsFraudsAndRepeatedRequests() throws Exception {
    assertThat(duckDb.rows(StarTable.FACT_AUTHORIZATION)).hasSize(ROWS);
    assertThat(duckDb.column("FROM dim_address WHERE NOT is_current")).hasSizeGreaterThan(10);
    assertThat(duckDb.column("FROM dim_customer WHERE NOT is_current"))
        .hasSizeBetween(1, duckDb.rows(StarTable.DIM_ADDRESS).size() / 3);
    assertThat(duckDb.column("SELECT bool_or(is_fraud) FROM fact_authorization"))
        .containsExactly("true");
    assertThat(duckDb.column("SELECT DISTINCT outcome_key FROM fact_authorization"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void hasTheRowsOfAMonthInOneFileInOrderOfEventTime() throws Exception {
    for (StarTable fact : List.of(StarTable.FACT_AUTHORIZATION, StarTable.FACT_TRANSACTION)) {
      String name = fact.tableName();
      assertThat(
              duckDb.column(
                  "SELECT epoch_ms(event_time) FROM " + name + " WHERE month = '2025-03'"))
          .isSorted()
          .hasSizeGreaterThan(500);
      try (var months = Files.list(folder.resolve("duckdb").resolve(name))) {
        for (Path month : months.toList()) {
          assertThat(month).isDirectoryContaining("glob:**.parquet");
          assertThat(month.toFile().list()).hasSize(1);
        }
      }
    }
  }
}
