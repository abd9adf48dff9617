package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.BoundedCards;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.books.WriteBooks;
import io.cardbeam.pipeline.purchase.JoinPurchases;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.reconcile.ComparedTable;
import io.cardbeam.query.reconcile.Reconciliation;
import io.cardbeam.wire.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages every column of every table that PostgreSQL has, takes rows away and adds some: what the
 * schema itself does not refuse is found, but for numbers that the database gives and nothing
 * refers to.
 */
class ReconcileDatabaseTest {
  private static final String NUMBERS = "a number of PostgreSQL's own";

  @TempDir private static Path folder;
  private static DataFolder data;
  private static LocalPostgres postgres;
  private static StatementBooks books;
  private static Connection connection;
  private static Map<String, List<Column>> tables;

  private record Column(String name, String type, boolean isNumbered, boolean isGenerated) {}

  @BeforeAll
  static void make() throws Exception {
    data = DataFolder.open(folder.resolve("data"));
    postgres = LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
    BooksConnection store =
        new BooksConnection(
            postgres.jdbcUrl(), LocalPostgres.USER, new Password.Given(postgres.password()));
    BooksMigration.migrate(store);
    connection = DriverManager.getConnection(store.url(), store.user(), postgres.password());
    BooksToDamage made =
        new BooksToDamage(
            folder,
            List.of(
                "--books-url=" + store.url(),
                "--books-user=" + store.user(),
                "--books-password-file="
                    + Files.writeString(folder.resolve("password"), postgres.password())));
    made.issue();
    write(made.archive(), store);
    books =
        made.expected(
            Optional.of(made.statements().toRealPath()), Optional.empty(), Optional.of(store));
    tables = tables();
    for (String table : tables.keySet()) {
      execute("CREATE TABLE public.%1$s AS TABLE books.%1$s".formatted(table));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
    data.close();
  }

  /** As a stream does, of an archive: requests decided, transactions joined, all stored. */
  private static void write(Path archive, BooksConnection store) throws Exception {
    Pipeline pipeline = BooksToDamage.pipeline();
    BoundedCards cards =
        BoundedCards.read(
            pipeline,
            new ReadCards(archive.toString(), new byte[32], ReadCards.Decisions.KEEP),
            Deciding.standard());
    PCollection<Decided> decided = cards.decided().of();
    Set<EventType> ofTheCard = EnumSet.of(EventType.CARD_UPDATE, EventType.FRAUD_FINDING);
    Set<EventType> transactions =
        EnumSet.complementOf(
            EnumSet.of(
                EventType.CARD_UPDATE, EventType.FRAUD_FINDING, EventType.AUTHORIZATION_REQUEST));
    PCollectionTuple joined =
        PCollectionTuple.of(JoinPurchases.DECIDED, decided)
            .and(JoinPurchases.TRANSACTIONS, cards.events("Transactions", transactions))
            .apply(JoinPurchases.create());
    PCollectionTuple.of(WriteBooks.CARD_EVENTS, cards.events("OfTheCard", ofTheCard))
        .and(WriteBooks.DECIDED, decided)
        .and(WriteBooks.BOOKED, joined.get(JoinPurchases.BOOKED))
        .and(WriteBooks.EXCEPTIONS, joined.get(JoinPurchases.EXCEPTIONS))
        .apply(WriteBooks.to(store));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whatIsWholeIsFoundWhole() throws Exception {
    Reconciliation whole = BooksToDamage.reconcile(books);
    assertThat(whole.tables().stream().filter(table -> table.differ() > 0)).isEmpty();
    assertThat(whole.tests().stream().filter(test -> !test.holds())).isEmpty();
    assertThat(whole.tables())
        .filteredOn(table -> table.rows() == 0)
        .extracting(ComparedTable::table)
        .containsExactly("PostgreSQL's refused_document");
  }

  @Test
  void aChangedValueInAnyColumnIsFound() throws Exception {
    Map<String, String> unseen = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    int found = 0;
    for (Map.Entry<String, List<Column>> table : tables.entrySet()) {
      for (Column column : table.getValue()) {
        String name = table.getKey() + "." + column.name();
        if (column.isGenerated() || table.getKey().equals("refused_document")) {
          continue;
        }
        if (!applied(changes(table.getKey(), column))) {
          refused.put(name, "");
        } else if (differs()) {
          found++;
        } else {
          unseen.put(name, column.isNumbered() ? NUMBERS : "UNSEEN");
        }
        restore(table.getKey());
      }
    }
    System.out.println(
        found
            + " columns found; refused by the schema: "
            + refused.keySet()
            + "; unseen: "
            + unseen);
    assertThat(unseen.values()).allMatch(NUMBERS::equals);
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void aRowThatIsGoneOrAddedInAnyTableIsFound() throws Exception {
    List<String> unseen = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, List<Column>> table : tables.entrySet()) {
      String name = table.getKey();
      for (String damage : List.of("gone", "added")) {
        if (!applied(
            damage.equals("gone") ? deletes(name) : List.of(insert(name, table.getValue())))) {
          refused.add(name + " " + damage);
        } else if (!differs()) {
          unseen.add(name + " " + damage);
        }
        restore(name);
      }
    }
    System.out.println("refused by the schema: " + refused + "; unseen: " + unseen);
    assertThat(unseen).isSubsetOf("exception_code added");
  }

  /** The damages that were tried on a set-up, all at once: each table tells of its own. */
  @Test
  void manyRowsAtOnceAreCountedAndNamed() throws Exception {
    Map<String, String> damages = new LinkedHashMap<>();
    damages.put(
        "UPDATE books.purchase SET merchant_name_id = (SELECT min(merchant_name_id) FROM"
            + " books.merchant_name), category_id = (SELECT min(category_id) FROM books.category),"
            + " place_id = NULL",
        "merchant_name expected");
    damages.put(
        "UPDATE books.authorization_request SET amount_minor = amount_minor + 100000",
        "amount_minor expected");
    damages.put("UPDATE books.authorization_decision SET outcome = 'REFERRED'", "outcome expected");
    damages.put(
        "UPDATE books.card_transaction SET event_time = event_time - INTERVAL '1 minute' WHERE"
            + " extract(hour FROM event_time) > 2",
        "event_time expected");
    damages.put("UPDATE books.statement SET document_digest = repeat('0', 64)", "card_token");
    damages.put(
        "UPDATE books.card_account SET last_four = '0000', status = 'CLOSED'", "status expected");
    damages.put("UPDATE books.cardholder SET last_name = 'Nobody'", "last_name expected");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      execute(damage.getKey());
      Reconciliation result = BooksToDamage.reconcile(books);
      List<String> told = new ArrayList<>();
      result.tables().forEach(table -> told.addAll(table.examples()));
      result.tests().forEach(test -> told.addAll(test.examples()));
      assertThat(String.join("\n", told)).as(damage.getKey()).contains(damage.getValue());
      restore(damage.getKey().replaceFirst("UPDATE books.(\\w+) .*", "$1"));
    }
  }

  private static boolean differs() throws Exception {
    Reconciliation result = BooksToDamage.reconcile(books);
    return result.tables().stream().anyMatch(table -> table.differ() > 0)
        || result.tests().stream().anyMatch(test -> !test.holds());
  }

  /** Another value of the same column, or one that no row has. */
  private static List<String> changes(String table, Column column) {
    String c = column.name();
    List<String> values = new ArrayList<>();
    values.add(
        "(SELECT o.%1$s FROM books.%2$s o WHERE o.%1$s IS DISTINCT FROM t.%1$s AND o.%1$s IS NOT"
            + " NULL ORDER BY 1 LIMIT 1)");
    switch (column.type()) {
      case "bigint", "integer", "smallint", "double precision" ->
          values.addAll(0, List.of("t.%1$s + 1", "t.%1$s + 1000000"));
      case "boolean" -> values.add("NOT t.%1$s");
      case "date" -> values.add("t.%1$s + 1");
      case "timestamp with time zone" -> values.add(0, "t.%1$s - INTERVAL '1 minute'");
      default ->
          values.addAll(
              Arrays.asList(
                  "t.%1$s || 'x'",
                  "'ZY'",
                  "'EUR'",
                  "'CLOSED'",
                  "'REFERRED'",
                  "'0000'",
                  "'CARDHOLDER_CHANGED'",
                  "'ONLINE'",
                  "'REJECTED'",
                  "'GENUINE'",
                  "'CARDHOLDER'"));
    }
    List<String> updates = new ArrayList<>();
    for (String value : values) {
      // Of the row of the last rows that the schema lets change.
      for (String row : List.of("max", "min")) {
        updates.add(
            ("UPDATE books.%2$s t SET %1$s = "
                    + value
                    + " WHERE t.ctid = (SELECT %3$s(ctid) FROM"
                    + " books.%2$s WHERE %1$s IS NOT NULL) AND "
                    + value
                    + " IS DISTINCT FROM t.%1$s")
                .formatted(c, table, row));
      }
    }
    return updates;
  }

  private static List<String> deletes(String table) {
    List<String> deletes = new ArrayList<>();
    for (int row = 0; row < 20; row++) {
      deletes.add(
          "DELETE FROM books.%1$s WHERE ctid = (SELECT ctid FROM books.%1$s OFFSET %2$d LIMIT 1)"
              .formatted(table, row));
    }
    return deletes;
  }

  private static String insert(String table, List<Column> columns) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Column column : columns) {
      if (!column.isGenerated()) {
        names.add(column.name());
        boolean isKey =
            column.isNumbered()
                || List.of("weight_rank", "line_number", "entry_number", "issue")
                    .contains(column.name());
        boolean isName =
            column.type().equals("text")
                && List.of(
                        "_key",
                        "_name",
                        "_code",
                        "_token",
                        "_text",
                        "_digest",
                        "_version",
                        "code",
                        "street",
                        "postal_code")
                    .stream()
                    .anyMatch(column.name()::endsWith);
        values.add(
            isKey
                ? column.name() + " + 1000"
                : isName
                    ? column.name() + " || 'x'"
                    : column.name().equals("country_code") && table.equals("country")
                        ? "'XY'"
                        : column.name());
      }
    }
    return "INSERT INTO books.%1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM books.%1$s ORDER BY 1 DESC LIMIT 1"
        .formatted(table, String.join(", ", names), String.join(", ", values));
  }

  /** Whether the schema lets one of these through. */
  private static boolean applied(List<String> damages) throws SQLException {
    for (String damage : damages) {
      try (Statement sql = connection.createStatement()) {
        if (sql.executeUpdate(damage) == 1) {
          return true;
        }
      } catch (SQLException e) {
        // Refused: a constraint holds, or the value is of another type.
        if (!e.getSQLState().startsWith("23")
            && !e.getSQLState().startsWith("22")
            && !e.getSQLState().startsWith("42")) {
          throw e;
        }
      }
    }
    return false;
  }

  private static void restore(String table) throws SQLException {
    List<String> columns =
        tables.getOrDefault(table, List.of()).stream()
            .filter(column -> !column.isGenerated())
            .map(Column::name)
            .toList();
    String names = String.join(", ", columns);
    execute("SET session_replication_role = replica");
    execute("DELETE FROM books." + table);
    execute(
        "INSERT INTO books.%1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM public.%1$s"
            .formatted(table, names));
    execute("SET session_replication_role = DEFAULT");
  }

  private static Map<String, List<Column>> tables() throws SQLException {
    Map<String, List<Column>> found = new TreeMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT table_name, column_name, data_type, is_identity, is_generated FROM"
                    + " information_schema.columns JOIN information_schema.tables USING"
                    + " (table_schema, table_name) WHERE table_schema = 'books' AND table_type ="
                    + " 'BASE TABLE' AND table_name NOT LIKE 'flyway%' ORDER BY 1, ordinal_position")) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getString(1), any -> new ArrayList<>())
            .add(
                new Column(
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4).equals("YES"),
                    rows.getString(5).equals("ALWAYS")));
      }
    }
    return found;
  }

  private static void execute(String statement) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
