package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.ReconcileCommand;
import io.cardbeam.command.StatementsCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books that are whole are found whole; one that is damaged in a row is found damaged there. */
class ReconcileCommandTest {
  private static final String MONTH = "2025-03";

  @TempDir static Path folder;
  private static Path input;
  private static Path star;
  private static Path statements;

  @BeforeAll
  static void build() throws IOException {
    input = folder.resolve("rows.csv");
    Files.copy(Path.of("..", "..", "testdata", "samples", "kaggle-2000.csv"), input);
    assertThat(StarOfSample.buildOf(input, folder.resolve("warehouse")).exit()).isZero();
    star = StarOfSample.copy(folder.resolve("warehouse"), folder.resolve("star"));
    assertThat(star.resolve("dim_card")).isDirectory();
    assertThat(
            StarOfSample.run(
                    new StatementsCommand(),
                    arguments(
                        input, "--output=" + folder.resolve("made"), "--complete-until=2025-04-01"))
                .exit())
        .isZero();
    statements = StarOfSample.copy(folder.resolve("made"), folder.resolve("statements"));
  }

  private static List<String> arguments(Path of, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--input=" + of,
                "--month=" + MONTH,
                "--chargebacks",
                "--token-key=" + StarOfSample.TOKEN_KEY));
    all.addAll(List.of(more));
    return all;
  }

  private static StarOfSample.Answer reconcile(Path of) {
    return StarOfSample.run(
        new ReconcileCommand(), arguments(of, "--statements=" + statements, "--warehouse=" + star));
  }

  @Test
  void booksThatAreWholeAreFoundWhole() {
    StarOfSample.Answer answer = reconcile(input);
    assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.out()).contains("the same").doesNotContain("FAILED");
  }

  @Test
  void aMonthWithoutStatementsIsFoundWhole() {
    List<String> args = arguments(input, "--statements=" + statements, "--warehouse=" + star);
    args.set(2, "--month=2030-01");
    assertThat(StarOfSample.run(new ReconcileCommand(), args).exit()).isEqualTo(1);
    args.set(2, "--month=2010-01");
    assertThat(StarOfSample.run(new ReconcileCommand(), args).exit()).isZero();
  }

  /** Every damage of every column, row and document: the test of files and that of the database. */
  @Test
  void aDamagedRowIsNamedWithItsColumnAndWhatWasNotCompared() throws Exception {
    Path file = aFileOf(star.resolve("fact_transaction/month=" + MONTH));
    byte[] whole = Files.readAllBytes(file);
    try {
      rewrite(
          file,
          "UPDATE t SET amount_minor = amount_minor + 1 WHERE rowid = (SELECT min(rowid) FROM t)");
      StarOfSample.Answer answer = reconcile(input);
      assertThat(answer.exit()).as(answer.out()).isEqualTo(1);
      assertThat(answer.out())
          .contains("FAILED  fact_transaction: all ")
          .containsPattern(
              "transaction_id \\S+, .*card_token \\S+: amount_minor expected \\d+, found")
          .contains("not compared:")
          .contains("PostgreSQL: no --books-url");
      JsonNode account =
          new ObjectMapper()
              .readTree(
                  StarOfSample.run(
                          new ReconcileCommand(),
                          arguments(
                              input, "--statements=" + statements, "--warehouse=" + star, "--json"))
                      .out());
      assertThat(account.path("the_same").asText()).isEqualTo("NO");
      assertThat(account.path("that_differ").asLong()).isEqualTo(1);
      assertThat(account.path("compared").findValuesAsText("table"))
          .contains("statement", "documents", "fact_authorization", "dim_card");
      assertThat(account.path("not_compared").size()).isPositive();
    } finally {
      Files.write(file, whole);
    }
  }

  /** A transaction of a card that nothing else tells of. */
  @Test
  void aStrangersTransactionIsFound() throws Exception {
    Path cards = aFileOf(star.resolve("dim_card"));
    Path facts = aFileOf(star.resolve("fact_transaction"));
    byte[] wholeCards = Files.readAllBytes(cards);
    byte[] wholeFacts = Files.readAllBytes(facts);
    try {
      rewrite(
          cards,
          "INSERT INTO t SELECT * REPLACE (4711 AS card_key, 'a stranger' AS card_token) FROM t"
              + " LIMIT 1");
      rewrite(
          facts,
          "INSERT INTO t SELECT * REPLACE (4711 AS card_key, 'foreign' AS transaction_id) FROM t"
              + " WHERE event_time BETWEEN '2025-03-05' AND '2025-03-06' LIMIT 1");
      StarOfSample.Answer answer = reconcile(input);
      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.out())
          .contains("FAILED  fact_transaction: all ")
          .contains("FAILED  fact_transaction: each transaction that is posted in these cycles")
          .contains("a stranger");
    } finally {
      Files.write(cards, wholeCards);
      Files.write(facts, wholeFacts);
    }
  }

  @Test
  void aDocumentThatCantBeReadIsOneDifference() throws IOException {
    Path document = statements.resolve("statements/month=" + MONTH + "/card-x.json");
    Files.createDirectory(document);
    try {
      StarOfSample.Answer answer = reconcile(input);
      assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(1);
      assertThat(answer.out())
          .containsPattern("FAILED  documents: all .*: 1 not so")
          .contains("month=" + MONTH + "/card-x.json can't be read: ")
          .contains("ok      statement_line");
    } finally {
      Files.delete(document);
    }
  }

  /** Of a version that knew no decided disputes. */
  @Test
  void aTableOfAnEarlierVersionIsFoundWhole() throws Exception {
    Path file = aFileOf(statements.resolve("statement"));
    byte[] whole = Files.readAllBytes(file);
    try {
      rewrite(file, "ALTER TABLE t DROP COLUMN disputes_minor");
      StarOfSample.Answer answer = reconcile(input);
      assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
    } finally {
      Files.write(file, whole);
    }
  }

  /** An amount in the archive that is another by a cent. */
  @Test
  void aDamagedRowOfTheArchiveIsFound() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(input, StandardCharsets.UTF_8));
    int at = 1;
    while (!rows.get(at).contains(",2025-03-02 ")) {
      at++;
    }
    List<String> fields = new ArrayList<>(List.of(rows.get(at).split(",", -1)));
    String amount = fields.get(5);
    String last = amount.endsWith("1") ? "2" : "1";
    fields.set(5, amount.substring(0, amount.length() - 1) + last);
    rows.set(at, String.join(",", fields));
    Path damaged = folder.resolve("damaged.csv");
    Files.write(damaged, rows, StandardCharsets.UTF_8);
    StarOfSample.Answer answer = reconcile(damaged);
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out())
        .contains("FAILED  fact_transaction")
        .contains("FAILED  statement_line");
  }

  @Test
  void saysInOneLineWhatWasAskedWrongly() {
    StarOfSample.Answer answer =
        StarOfSample.run(
            new ReconcileCommand(), arguments(input, "--statements=" + folder.resolve("none")));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("no such folder").doesNotContain("Exception");
  }

  private static Path aFileOf(Path of) throws IOException {
    try (Stream<Path> files = Files.walk(of)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".crc"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** By DuckDB, of the file's rows as the table t. */
  private static void rewrite(Path file, String change) throws IOException, SQLException {
    Path other = folder.resolve("damaged.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute("SET TimeZone = 'UTC'");
      sql.execute("CREATE TABLE t AS FROM read_parquet('" + file + "', hive_partitioning = false)");
      sql.execute(change);
      sql.execute("COPY t TO '" + other + "' (FORMAT parquet)");
    }
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
