package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.billing.AllStatements;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.statement.StatementCoder;
import io.cardbeam.star.MonthRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreStatementsTest {
  static final List<Statement> STATEMENTS =
      AllStatements.of(
          GeneratedBooks.of(77, 8, 40).events(),
          new MonthRange(YearMonth.of(2019, 12), YearMonth.of(2020, 3)));
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  private static void store(List<Statement> statements) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(statements).withCoder(StatementCoder.of()))
        .apply(StoreStatements.in(DATABASE.connection()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void storesEachWithItsLinesAndEntriesOnceHoweverOftenItRuns() throws SQLException {
    store(STATEMENTS);
    List<String> once = DATABASE.dump();
    long lines = STATEMENTS.stream().mapToLong(statement -> statement.lines().size()).sum();
    assertThat(DATABASE.counts())
        .containsEntry("statement", (long) STATEMENTS.size())
        .containsEntry("statement_line", lines)
        .containsEntry("ledger_entry", 2 * lines)
        .doesNotContainKey("refused_document");
    assertThat(DATABASE.column("SELECT sum(closing_balance_minor) FROM books.newest_statement"))
        .containsExactly(
            String.valueOf(STATEMENTS.stream().mapToLong(Statement::closingBalanceMinor).sum()));
    store(STATEMENTS);
    assertThat(DATABASE.dump()).isEqualTo(once);
  }

  @Test
  void aCorrectionStandsBesideWhatItCorrectsAndBooksTheDifference() throws SQLException {
    Statement first = withLines();
    StatementLine line = first.lines().get(0);
    Statement second = first.as(new Issue(2, 0, List.of(line), List.of(line)));
    store(List.of(first));
    store(List.of(second));
    assertThat(DATABASE.column("SELECT issue FROM books.statement ORDER BY issue"))
        .containsExactly("1", "2");
    assertThat(DATABASE.column("SELECT issue FROM books.newest_statement")).containsExactly("2");
    assertThat(
            DATABASE.column(
                "SELECT count(*) FROM books.ledger_entry JOIN books.statement USING (statement_id)"
                    + " WHERE issue = 2"))
        .containsExactly("4");
  }

  @Test
  void aStatementThatWasStoredCannotBeStoredOtherwise() throws SQLException {
    Statement first = withLines();
    store(List.of(first));
    List<String> before = DATABASE.dump();
    List<StatementLine> fewer = new ArrayList<>(first.lines());
    StatementLine gone = fewer.remove(0);
    Statement other =
        new Statement(
            first.account(),
            first.issuer(),
            first.cycle(),
            first.termsVersion(),
            first.openingBalanceMinor(),
            fewer,
            first.closingBalanceMinor() - gone.signedMinor(),
            first.interest(),
            first.yearToDate(),
            first.due(),
            first.spending(),
            first.stopped(),
            first.issue());
    assertThatThrownBy(() -> store(List.of(other)))
        .hasMessageContaining("another statement of this cycle is stored as issue 1");
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void aCorrectionOfWhatIsNotStoredIsRefused() throws SQLException {
    Statement second = withLines().as(new Issue(2, 0, List.of(), List.of()));
    assertThatThrownBy(() -> store(List.of(second)))
        .hasMessageContaining("issue 1, which it corrects, is not stored");
    assertThat(DATABASE.counts()).doesNotContainKeys("statement", "refused_document");
  }

  /** Who may call the door can't change what is behind it. */
  @Test
  void aWriterMayStoreAndNotChange() throws SQLException {
    store(STATEMENTS);
    try (Connection connection = DATABASE.open();
        java.sql.Statement sql = connection.createStatement()) {
      sql.execute("SET ROLE cardbeam_writer");
      assertThatThrownBy(() -> sql.execute("UPDATE books.statement SET issue = 2"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> sql.execute("DELETE FROM books.ledger_entry"))
          .hasMessageContaining("permission denied");
    }
  }

  private static Statement withLines() {
    return STATEMENTS.stream()
        .filter(
            statement -> statement.lines().size() > 3 && statement.interest().amountMinor() == 0)
        .findFirst()
        .orElseThrow();
  }
}
