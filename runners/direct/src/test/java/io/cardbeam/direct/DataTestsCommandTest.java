package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.DataTestsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A star is damaged in one place, and the tests name the place. */
class DataTestsCommandTest {
  @TempDir static Path folder;
  private static Path warehouse;

  @BeforeAll
  static void build() {
    warehouse = folder.resolve("star");
    assertThat(StarOfSample.build(warehouse).exit()).isZero();
  }

  @Test
  void aStarThatWasJustBuiltPassesAll() {
    StarOfSample.Answer answer =
        StarOfSample.run(new DataTestsCommand(), List.of("--warehouse=" + warehouse));
    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("ok      fact_authorization adds up to the events of each month")
        .containsPattern("tests that failed +0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fact_authorization | SELECT * REPLACE (amount_minor + (request_id = (SELECT min(request_id)"
            + " FROM t))::INT AS amount_minor) FROM t | fact_authorization adds up",
        "fact_transaction | FROM t ORDER BY event_time OFFSET 1 | fact_transaction adds up",
        "fact_transaction | FROM t UNION ALL (FROM t ORDER BY event_time LIMIT 1)"
            + " | fact_transaction: transaction_key is unique",
        "fact_authorization | SELECT * REPLACE (merchant_key + 1 AS merchant_key) FROM t"
            + " | fact_authorization: each merchant_key is in dim_merchant",
        "fact_transaction | SELECT * REPLACE (event_time + INTERVAL 40 DAY AS event_time) FROM t"
            + " | fact_transaction lies in the partition of its month",
        "fact_transaction | SELECT * REPLACE (-amount_minor AS amount_minor) FROM t"
            + " | fact_transaction: amounts have the sign of their type",
        "fact_authorization | SELECT * REPLACE (1.5::DOUBLE AS fraud_probability) FROM t"
            + " | fact_authorization: fraud_probability is from 0 to 1",
        "dim_address | SELECT * REPLACE (false AS is_current) FROM t"
            + " | dim_address: each card has one current version",
        "dim_customer | SELECT * REPLACE (valid_from + INTERVAL 1 DAY AS valid_from) FROM t WHERE"
            + " customer_key <> 0 UNION ALL FROM t"
            + " | dim_customer: a card's versions meet without gap or overlap",
        "dim_category | FROM t WHERE category_key <> 0 | dim_category has row 0",
      })
  void aDamageIsFoundAndItsRowsAreNamed(String table, String damage, String found, @TempDir Path at)
      throws Exception {
    Path star = StarOfSample.copy(warehouse, at.resolve("damaged"));
    assertThat(star.resolve("dim_card")).isDirectory();
    rewrite(firstFile(star.resolve(table)), damage);
    StarOfSample.Answer answer =
        StarOfSample.run(new DataTestsCommand(), List.of("--warehouse=" + star));
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("FAILED  " + found);
    assertThat(answer.lines())
        .filteredOn(line -> line.startsWith("        "))
        .as("rows that are named")
        .isNotEmpty();
  }

  private static Path firstFile(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** Writes the rows of a query over a file, which it calls t, in the file's place. */
  private static void rewrite(Path file, String query) throws SQLException, IOException {
    Path damaged = file.resolveSibling("damaged");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE TABLE t AS FROM read_parquet('" + file + "')");
      statement.execute("COPY (" + query + ") TO '" + damaged + "' (FORMAT parquet)");
    }
    Files.move(damaged, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
