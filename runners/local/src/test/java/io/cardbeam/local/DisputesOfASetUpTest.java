package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.read.EventTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disputes through a running set-up: simulated thefts, their chargebacks and how those ended, from
 * Kafka to PostgreSQL, and billed from the archive.
 */
class DisputesOfASetUpTest {
  private static final Path TOKEN_KEY = Path.of("..", "..", "testdata", "samples", "token.key");
  private static final String PREFIX = "disputes.";
  private static final String MONTHS = "--month=2025-03..2025-08";

  @TempDir private static Path folder;

  @Test
  void whatTheStreamBookedIsWhatIsBilledAndWhatIsUndecidedIsNothing() throws Exception {
    CommandRun.succeeding(
        "simulate",
        "--format=avro",
        "--seed=5",
        "--cards=100",
        "--from=2025-03-01",
        "--to=2025-03-05",
        "--fraud-rate=0.2",
        "--token-key=" + TOKEN_KEY,
        "--output=" + folder.resolve("simulated"));
    Path lake = folder.resolve("lake");
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
        LocalPostgres postgres =
            LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
        LocalFlink flink = LocalFlink.start(data.part("flink"), 2)) {
      BooksConnection books =
          new BooksConnection(
              postgres.jdbcUrl(), LocalPostgres.USER, new Password.Given(postgres.password()));
      BooksMigration.migrate(books);
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), PREFIX)) {
        topics.create();
      }
      CommandRun.succeeding(
          "replay",
          "--to-kafka",
          "--archive=" + folder.resolve("simulated"),
          "--bookmark=" + folder.resolve("bookmark"),
          "--bootstrap-servers=" + kafka.bootstrapServers(),
          "--topic-prefix=" + PREFIX);
      LocalStream.start(
              flink,
              "disputes",
              new KafkaConnection(kafka.bootstrapServers(), PREFIX, Map.of()),
              EventTimes.Replay.ALL,
              Optional.of(books),
              Optional.of(lake),
              Deciding.standard())
          .finish();

      List<String> store =
          List.of(
              "--input=" + lake,
              MONTHS,
              "--books-url=" + books.url(),
              "--books-user=" + books.user(),
              "--books-password-file="
                  + Files.writeString(folder.resolve("password"), books.password().read()));
      run("statements", store, "--output=" + folder.resolve("bills"));
      assertThat(run("reconcile", store, "--statements=" + folder.resolve("bills"), "--ledger"))
          .contains("ok      ledger_transfer of the archive: all")
          .contains("ok      PostgreSQL's ledger_transfer: all")
          .contains("ok      PostgreSQL's cardholder_balance: all")
          .contains("ok      PostgreSQL's card_transaction: each transaction that is posted")
          .contains("ok      PostgreSQL's statement_line: all")
          .contains("not compared:");

      assertThat(
              numbers(books, "SELECT count(*) FROM books.chargeback_resolution GROUP BY outcome"))
          .as("of each outcome there are some")
          .hasSize(2);
      assertThat(
              numbers(
                  books,
                  "SELECT sum(amount_minor) FROM books.ledger_entry"
                      + " WHERE ledger_account = 'DISPUTES'"))
          .as("all is decided")
          .containsExactly(0L);
      assertThat(numbers(books, "SELECT sum(disputes_minor) FROM books.statement"))
          .isEqualTo(
              numbers(
                  books,
                  "SELECT sum(amount_minor) FROM books.card_transaction"
                      + " JOIN books.chargeback_resolution USING (transaction_id)"
                      + " WHERE outcome = 'REJECTED'"));
      assertThat(numbers(books, "SELECT count(*) FROM books.refused_document")).containsExactly(0L);
    }
  }

  private static List<Long> numbers(BooksConnection books, String sql) throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        Statement question = connection.createStatement();
        ResultSet rows = question.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  private static String run(String command, List<String> options, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    if (command.equals("statements")) {
      arguments.add("--complete-until=2025-09-01");
    }
    arguments.addAll(options);
    return CommandRun.succeeding(arguments.toArray(String[]::new));
  }
}
