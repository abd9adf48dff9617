package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Books that were begun before there were resolutions. */
class UpgradedBooksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEFORE = "9";

  @Test
  void whatWasStoredIsKnownAgainAndWhatIsNewIsStored() throws Exception {
    List<Statement> statements =
        StoreStatementsTest.STATEMENTS.stream()
            .filter(statement -> statement.lines(StatementSection.DISPUTES).isEmpty())
            .toList();
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      BooksConnection books =
          new BooksConnection(
              server.getJdbcUrl("postgres", "postgres"), "postgres", new Password.Given(""));
      Flyway.configure()
          .dataSource(server.getPostgresDatabase())
          .schemas("books")
          .defaultSchema("books")
          .locations("classpath:db/migration")
          .target(BEFORE)
          .load()
          .migrate();
      List<BooksCall> everyKind = new ArrayList<>(SampleCalls.everyKind());
      List<BooksCall> resolutions =
          everyKind.stream()
              .filter(call -> call.kind() == BooksCall.Kind.CHARGEBACK_RESOLUTION)
              .toList();
      everyKind.removeAll(resolutions);
      try (Connection connection = server.getPostgresDatabase().getConnection()) {
        BooksWriter.call(connection, everyKind);
        BooksWriter.call(connection, statements.stream().map(UpgradedBooksTest::asBefore).toList());
        assertThat(count(connection, "statement")).isEqualTo(statements.size()).isPositive();

        assertThat(BooksMigration.migrate(books)).isPositive();
        BooksWriter.call(connection, everyKind);
        BooksWriter.call(connection, statements.stream().map(StoreStatements::call).toList());
        BooksWriter.call(connection, resolutions);
        assertThat(count(connection, "statement")).isEqualTo(statements.size());
        assertThat(count(connection, "chargeback")).isEqualTo(1);
        assertThat(count(connection, "chargeback_resolution"))
            .isEqualTo(resolutions.size())
            .isPositive();
        assertThat(count(connection, "refused_document")).isZero();
      }
    }
  }

  /** The document of a statement that tells nothing of disputes. */
  private static BooksCall asBefore(Statement statement) {
    try {
      BooksCall today = StoreStatements.call(statement);
      ObjectNode document = (ObjectNode) JSON.readTree(today.document());
      ((ObjectNode) document.get("statement")).remove("disputes_minor");
      return new BooksCall(today.kind(), document.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(Connection connection, String table) throws Exception {
    try (java.sql.Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM books." + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
