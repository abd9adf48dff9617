package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.local.DamageRounds.Damage;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.BoundedCards;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.books.WriteBooks;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.classify.BookCards;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.reconcile.ComparedTable;
import io.cardbeam.query.reconcile.Reconciliation;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
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
  private static final String OF_POSTGRES = "PostgreSQL's ";

  @TempDir private static Path folder;
  private static DataFolder data;
  private static LocalPostgres postgres;
  private static StatementBooks books;
  private static Connection connection;
  private static DamagedTables tables;

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
    tables = DamagedTables.of(connection);
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
    data.close();
  }

  /** As a stream does, of an archive: requests decided, transactions cleared, all stored. */
  private static void write(Path archive, BooksConnection store) throws Exception {
    Pipeline pipeline = BooksToDamage.pipeline();
    BoundedCards cards =
        BoundedCards.read(
            pipeline,
            new ReadCards(archive.toString(), new byte[32], ReadCards.Decisions.KEEP),
            Deciding.standard());
    PCollection<Decided> decided = cards.decided().of();
    Set<EventType> ofTheCard = EnumSet.of(EventType.CARD_UPDATE, EventType.FRAUD_FINDING);
    BoundedBooks books = cards.books(BookCards.Clearing.BY_TRANSACTIONS);
    PCollection<Event> events =
        books
            .cards()
            .apply(
                "Events",
                FlatMapElements.into(TypeDescriptor.of(Event.class)).via(CardBooks::events))
            .setCoder(EventCoder.of());
    PCollection<Event> booked =
        events.apply("Transactions", Filter.by(event -> MoneyEvent.of(event).isPresent()));
    PCollection<LedgerTransfer> ledger =
        events
            .apply("Transfers", Filter.by(event -> event.type() == EventType.LEDGER_TRANSFER))
            .apply(
                "Ledger",
                MapElements.into(TypeDescriptor.of(LedgerTransfer.class))
                    .via(event -> event.body(LedgerTransfer.class)))
            .setCoder(AvroRecordCoder.of(LedgerTransfer.class));
    PCollectionTuple.of(WriteBooks.CARD_EVENTS, cards.events("OfTheCard", ofTheCard))
        .and(WriteBooks.DECIDED, decided)
        .and(WriteBooks.BOOKED, booked)
        .and(WriteBooks.EXCEPTIONS, books.exceptions())
        .and(WriteBooks.LEDGER, ledger)
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
    List<Damage> changes = new ArrayList<>();
    Set<String> numbers = new TreeSet<>();
    for (Map.Entry<String, List<DamagedTables.Column>> table : tables.columns().entrySet()) {
      for (DamagedTables.Column column : table.getValue()) {
        String name = table.getKey() + "." + column.name();
        if (column.isGenerated() || table.getKey().equals("refused_document")) {
          continue;
        }
        if (column.isNumbered()) {
          numbers.add(name);
        }
        changes.add(
            new Damage(table.getKey(), name, DamagedTables.changes(table.getKey(), column)));
      }
    }
    Looked looked = look(changes);
    assertThat(looked.unseen()).isSubsetOf(numbers);
    assertThat(looked.found()).hasSizeGreaterThan(100);
  }

  @Test
  void aRowThatIsGoneOrAddedInAnyTableIsFound() throws Exception {
    List<Damage> damages = new ArrayList<>();
    for (Map.Entry<String, List<DamagedTables.Column>> table : tables.columns().entrySet()) {
      String name = table.getKey();
      damages.add(new Damage(name, name + " gone", DamagedTables.deletes(name)));
      damages.add(
          new Damage(name, name + " added", List.of(DamagedTables.insert(name, table.getValue()))));
    }
    assertThat(look(damages).unseen()).isSubsetOf("exception_code added");
  }

  private record Looked(Set<String> found, Set<String> unseen) {}

  /** Several at once, and alone what was not seen or was refused beside others. */
  private static Looked look(List<Damage> damages) throws Exception {
    DamageRounds rounds = new DamageRounds();
    Set<String> found = new TreeSet<>();
    Set<String> unseen = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    int reconciliations = 0;
    List<List<Damage>> all = rounds.of(damages);
    List<Damage> alone = new ArrayList<>();
    for (List<Damage> round : all) {
      List<Damage> made = applied(round);
      round.stream().filter(damage -> !made.contains(damage)).forEach(alone::add);
      if (!made.isEmpty()) {
        reconciliations++;
        Set<String> differing = differing(BooksToDamage.reconcile(books));
        for (Damage damage : made) {
          if (Collections.disjoint(rounds.shownBy(damage.table()), differing)) {
            alone.add(damage);
          } else {
            found.add(damage.name());
          }
          tables.restore(damage.table());
        }
      }
    }
    for (Damage damage : alone) {
      if (applied(List.of(damage)).isEmpty()) {
        refused.add(damage.name());
      } else {
        reconciliations++;
        (differs() ? found : unseen).add(damage.name());
        tables.restore(damage.table());
      }
    }
    System.out.println(
        found.size()
            + " found in "
            + reconciliations
            + " reconciliations; refused by the schema: "
            + refused
            + "; unseen: "
            + unseen);
    assertThat(differs()).as("all put back").isFalse();
    return new Looked(found, unseen);
  }

  private static List<Damage> applied(List<Damage> damages) throws SQLException {
    List<Damage> made = new ArrayList<>();
    for (Damage damage : damages) {
      if (tables.applied(damage.statements())) {
        made.add(damage);
      }
    }
    return made;
  }

  private static Set<String> differing(Reconciliation result) {
    return result.tables().stream()
        .filter(table -> table.differ() > 0 && table.table().startsWith(OF_POSTGRES))
        .map(table -> table.table().substring(OF_POSTGRES.length()))
        .collect(Collectors.toSet());
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
        "UPDATE books.ledger_transfer SET effective_from = effective_from + INTERVAL '1 minute'"
            + " WHERE kind <> 'HOLD'",
        "effective_from expected");
    damages.put(
        "UPDATE books.cardholder_balance SET balance_minor = balance_minor + 1",
        "CARDHOLDER is the sum");
    damages.put(
        "UPDATE books.card_account SET last_four = '0000', status = 'CLOSED'", "status expected");
    damages.put("UPDATE books.cardholder SET last_name = 'Nobody'", "last_name expected");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      tables.execute(damage.getKey());
      Reconciliation result = BooksToDamage.reconcile(books);
      List<String> told = new ArrayList<>();
      result.tables().forEach(table -> told.addAll(table.examples()));
      result.tests().stream()
          .filter(test -> !test.holds())
          .forEach(
              test -> {
                told.add(test.name());
                told.addAll(test.examples());
              });
      assertThat(String.join("\n", told)).as(damage.getKey()).contains(damage.getValue());
      tables.restore(damage.getKey().replaceFirst("UPDATE books.(\\w+) .*", "$1"));
    }
  }

  private static boolean differs() throws Exception {
    Reconciliation result = BooksToDamage.reconcile(books);
    return result.tables().stream().anyMatch(table -> table.differ() > 0)
        || result.tests().stream().anyMatch(test -> !test.holds());
  }
}
