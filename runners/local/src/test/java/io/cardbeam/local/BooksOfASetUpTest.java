package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.Password;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements of a set-up that decided a file: its archive, what its stream stored in PostgreSQL,
 * and the statements in files and in PostgreSQL are the same, and damage is found wherever it is.
 */
class BooksOfASetUpTest {
  private static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");
  private static final String MONTHS = "--month=2025-02..2025-04";

  /** One row of one table, changed or taken away, and what finds it. */
  private record Damage(String sql, String found) {}

  private static final List<Damage> DAMAGES =
      List.of(
          new Damage(
              "UPDATE books.card_transaction SET amount_minor = amount_minor + 1 WHERE ctid ="
                  + " (SELECT min(ctid) FROM books.card_transaction"
                  + " WHERE event_time BETWEEN '2025-03-05' AND '2025-03-15')",
              "FAILED  PostgreSQL's card_transaction"),
          new Damage(
              "UPDATE books.card_transaction SET transaction_key = 'another' WHERE ctid ="
                  + " (SELECT max(ctid) FROM books.card_transaction"
                  + " WHERE event_time BETWEEN '2025-03-05' AND '2025-03-15')",
              "FAILED  PostgreSQL's card_transaction"),
          new Damage(
              "UPDATE books.ledger_transfer SET subject_key = 'another' WHERE ctid ="
                  + " (SELECT max(ctid) FROM books.ledger_transfer"
                  + " WHERE event_time BETWEEN '2025-03-05' AND '2025-03-15')",
              "FAILED  PostgreSQL's ledger_transfer: all"),
          new Damage(
              "UPDATE books.cardholder_balance SET balance_minor = balance_minor + 1"
                  + " WHERE ctid = (SELECT min(ctid) FROM books.cardholder_balance)",
              "FAILED  PostgreSQL's cardholder_balance: all"),
          new Damage(
              "UPDATE books.statement SET minimum_payment_minor = minimum_payment_minor + 1"
                  + " WHERE ctid = (SELECT min(ctid) FROM books.statement)",
              "FAILED  PostgreSQL's statement:"),
          new Damage(
              "DELETE FROM books.statement_line WHERE ctid ="
                  + " (SELECT min(ctid) FROM books.statement_line)",
              "FAILED  PostgreSQL's statement_line"),
          new Damage(
              "UPDATE books.ledger_entry SET amount_minor = amount_minor + 1 WHERE ctid ="
                  + " (SELECT min(ctid) FROM books.ledger_entry)",
              "FAILED  PostgreSQL's ledger_entry"));

  @TempDir private static Path folder;

  @BeforeAll
  static void decide() {
    CommandRun decided =
        CommandRun.of(
            "demo",
            "--data=" + folder.resolve("data"),
            "--input=" + SAMPLES.resolve("kaggle-2000.csv"),
            "--token-key=" + SAMPLES.resolve("token.key"),
            "--json");
    assertThat(decided.exitCode()).as(decided.text()).isZero();
  }

  @Test
  void archiveStreamAndStatementsAreTheSameAndDamageIsFound() throws Exception {
    Servers.with(
        folder.resolve("data"),
        servers -> {
          BooksConnection books = servers.books();
          String[] store = books(books);
          String output = "--output=" + folder.resolve("bills");
          // PostgreSQL comes in later, so it has those of one month alone.
          assertThat(CommandRun.of(command("statements", new String[0], output)).exitCode())
              .isZero();
          CommandRun later = CommandRun.of(command("statements", store, output, "--month=2025-04"));
          assertThat(later.exitCode()).as(later.text()).isZero();
          CommandRun since = CommandRun.of(command("reconcile", store));
          assertThat(since.exitCode()).as(since.text()).isZero();
          assertThat(since.text()).contains("ok      PostgreSQL's ledger_entry");

          CommandRun issued = CommandRun.of(command("statements", store, output));
          assertThat(issued.exitCode()).as(issued.text()).isZero();
          assertThat(servers.rows().get("statement")).hasSizeGreaterThan(20);

          String statements = "--statements=" + folder.resolve("bills");
          CommandRun whole = CommandRun.of(command("reconcile", store, statements));
          assertThat(whole.exitCode()).as(whole.text()).isZero();
          assertThat(whole.text())
              .contains("ok      PostgreSQL's card_transaction")
              .contains("ok      PostgreSQL's ledger_transfer: all")
              .contains("ok      PostgreSQL's cardholder_balance: all")
              .contains("ok      ledger_transfer of the archive: all")
              .contains("ok      unread_transfer of the archive: all 0");
          damage(books);
          CommandRun damaged = CommandRun.of(command("reconcile", store));
          assertThat(damaged.exitCode()).isEqualTo(1);
          DAMAGES.forEach(one -> assertThat(damaged.text()).contains(one.found()));
        });
  }

  private static void damage(BooksConnection books) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        Statement sql = connection.createStatement()) {
      for (Damage damage : DAMAGES) {
        assertThat(sql.executeUpdate(damage.sql())).as(damage.sql()).isEqualTo(1);
      }
    }
  }

  @Test
  void saysInOneLineThatTheDatabaseIsNotThere() throws Exception {
    String[] nowhere =
        books(
            new BooksConnection(
                "jdbc:postgresql://127.0.0.1:1/postgres", "postgres", new Password.Given("none")));
    CommandRun answer =
        CommandRun.of(command("statements", nowhere, "--output=" + folder.resolve("none")));
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.text()).contains("127.0.0.1:1").doesNotContain("\tat ");
    CommandRun check = CommandRun.of(command("reconcile", nowhere));
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.text()).contains("the books at jdbc:postgresql://127.0.0.1:1/postgres");
  }

  private static String[] command(String name, String[] store, String... more) {
    List<String> arguments = new ArrayList<>(List.of(name));
    if (Stream.of(more).noneMatch(option -> option.startsWith("--month"))) {
      arguments.add(MONTHS);
    }
    if (name.equals("statements")) {
      // The sample ends in March.
      arguments.add("--complete-until=2025-05-01");
    }
    arguments.add("--input=" + folder.resolve("data/lake-of-files/kaggle-2000.csv"));
    arguments.addAll(List.of(store));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String[] books(BooksConnection books) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), books.password().read());
    return new String[] {
      "--books-url=" + books.url(),
      "--books-user=" + books.user(),
      "--books-password-file=" + password
    };
  }
}
