package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.FindingVerdict;
import io.cardbeam.pipeline.Decided;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The procedures of the schema, called as the pipeline calls them. */
class BooksStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void storesEachKindOfEventOnce() throws SQLException {
    DATABASE.store(SampleCalls.everyKind());
    assertThat(DATABASE.counts())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("card", 3L),
                Map.entry("card_update", 2L),
                Map.entry("credit_limit", 2L),
                Map.entry("cardholder", 1L),
                Map.entry("address", 2L),
                Map.entry("city", 2L),
                Map.entry("category", 1L),
                Map.entry("merchant", 2L),
                Map.entry("place", 1L),
                Map.entry("authorization_request", 2L),
                Map.entry("authorization_decision", 2L),
                Map.entry("authorization_reason", 2L),
                Map.entry("purchase", 1L),
                Map.entry("purchase_item", 2L),
                Map.entry("refund", 1L),
                Map.entry("payment", 1L),
                Map.entry("reversal", 1L),
                Map.entry("chargeback", 1L),
                Map.entry("chargeback_resolution", 2L),
                Map.entry("transaction_exception", 1L),
                Map.entry("fraud_finding", 2L)));
  }

  @Test
  void theOrderOfStoringDoesNotMatter() throws SQLException {
    DATABASE.store(SampleCalls.everyKind());
    List<String> inOrder = DATABASE.dump();
    for (long seed = 0; seed < 20; seed++) {
      DATABASE.empty();
      List<BooksCall> calls = SampleCalls.everyKind();
      Collections.shuffle(calls, new Random(seed));
      DATABASE.store(calls);
      assertThat(DATABASE.dump()).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void storedTogetherOrOneByOneIsTheSame() throws SQLException {
    for (long seed = 0; seed < 10; seed++) {
      List<BooksCall> calls = SampleCalls.many(300, seed);
      DATABASE.empty();
      DATABASE.storeOneByOne(calls);
      List<String> oneByOne = DATABASE.dump();
      DATABASE.empty();
      Random random = new Random(seed);
      for (int from = 0; from < calls.size(); ) {
        int to = Math.min(calls.size(), from + 1 + random.nextInt(90));
        DATABASE.store(calls.subList(from, to));
        from = to;
      }
      assertThat(DATABASE.dump()).as("seed %d", seed).isEqualTo(oneByOne);
    }
  }

  @Test
  void twoListsOfUnequalLengthAreRefused() throws SQLException {
    try (Connection connection = DATABASE.open();
        PreparedStatement call =
            connection.prepareStatement(
                "CALL books.store_all(ARRAY['PAYMENT'], ARRAY['{}', '{}'])")) {
      assertThatThrownBy(call::execute).hasMessageContaining("1 kinds for 2 documents");
    }
  }

  @Test
  void aCardWithoutAKnownCardholderHasAnAccountAlone() throws SQLException {
    DATABASE.store(
        List.of(
            SampleCalls.updateOf("u1", "card-1", ""),
            SampleCalls.updateOf("u2", "card-2", "Dover"),
            SampleCalls.updateOf("u3", "card-3", "Dover")));
    assertThat(DATABASE.counts()).containsEntry("cardholder", 2L).containsEntry("address", 1L);
    assertThat(DATABASE.column("SELECT status FROM books.card_account")).hasSize(3);
    assertThat(DATABASE.column("SELECT coalesce(latitude::text, 'none') FROM books.address"))
        .containsExactly("none");
  }

  @Test
  void everyFindingOnARequestStaysAndOneOnAnotherCardIsOnNone() throws SQLException {
    DATABASE.store(
        List.of(
            SampleCalls.finding("n1", "a1", "card-1", 2, FindingVerdict.FRAUD),
            SampleCalls.finding("n2", "a1", "card-1", 5, FindingVerdict.GENUINE),
            SampleCalls.finding("n3", "a1", "card-2", 6, FindingVerdict.FRAUD),
            SampleCalls.finding("n4", "nowhere", "card-1", 7, FindingVerdict.FRAUD),
            SampleCalls.approved("a1", "Kaffeehaus")));
    assertThat(
            DATABASE.column(
                "SELECT request_key || ' ' || l.kind || ' ' || l.is_fraud FROM books.label l"
                    + " JOIN books.authorization_request USING (authorization_id)"
                    + " ORDER BY l.event_time"))
        .containsExactly("a1 FINDING true", "a1 FINDING false");
    assertThat(DATABASE.counts()).containsEntry("fraud_finding", 4L);
  }

  @Test
  void textIsNeverRunAsSql() throws SQLException {
    List<String> names =
        List.of(
            "'; DROP TABLE books.card CASCADE; --",
            "\"}'::jsonb); DELETE FROM books.card; --",
            "$$; SELECT pg_sleep(9); $$",
            "\\'; \\x27 \\u0027 %s {0} ?");
    for (String name : names) {
      DATABASE.store(List.of(SampleCalls.approved("a" + name.hashCode(), name)));
    }
    assertThat(DATABASE.column("SELECT name_text FROM books.merchant_name"))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void whatTheSchemaRefusesIsPutAsideAndTheRestGoesOn() throws SQLException {
    Decided negative = SampleCalls.decided("a1", -5, "Kaffeehaus");
    BooksCall notJson = new BooksCall(BooksCall.Kind.PAYMENT, "{");
    DATABASE.store(
        List.of(
            BooksDocument.of(negative),
            SampleCalls.approved("a2", "with a zero \u0000 byte"),
            SampleCalls.approved("a3", randomText(20_000)),
            notJson,
            SampleCalls.approved("a4", "Kaffeehaus")));
    DATABASE.store(List.of(notJson));
    assertThat(DATABASE.column("SELECT error_code FROM books.refused_document ORDER BY 1"))
        .containsExactly("22P02", "22P05", "23514", "54000");
    assertThat(DATABASE.column("SELECT request_key FROM books.authorization_request"))
        .containsExactly("a4");
  }

  @Test
  void migratingAgainDoesNothing() {
    assertThat(BooksMigration.migrate(DATABASE.connection())).isZero();
  }

  @Test
  void everyTableSaysWhatItIs() throws SQLException {
    assertThat(
            DATABASE.column(
                "SELECT relname FROM pg_class WHERE relnamespace = 'books'::regnamespace"
                    + " AND relkind IN ('r', 'v') AND relname <> 'flyway_schema_history'"
                    + " AND obj_description(oid) IS NULL"))
        .isEmpty();
  }

  @Test
  void aWriterMayCallTheDoorsAndNothingElse() throws SQLException {
    assertThat(
            DATABASE.column(
                "SELECT p.proname FROM pg_proc p WHERE pronamespace = 'books'::regnamespace"
                    + " AND has_function_privilege('cardbeam_writer', p.oid, 'EXECUTE')"))
        .containsExactlyInAnyOrder("store", "store_all");
    assertThat(
            DATABASE.column(
                "SELECT relname FROM pg_class WHERE relnamespace = 'books'::regnamespace"
                    + " AND relkind = 'r' AND (has_table_privilege('cardbeam_writer', oid,"
                    + " 'SELECT, INSERT, UPDATE, DELETE') OR has_table_privilege("
                    + "'cardbeam_reader', oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))"))
        .isEmpty();
    try (Connection connection = DATABASE.open();
        PreparedStatement become =
            connection.prepareStatement("SET SESSION AUTHORIZATION cardbeam_writer")) {
      become.execute();
      BooksWriter.call(connection, SampleCalls.everyKind());
    }
    assertThat(DATABASE.counts()).containsEntry("authorization_request", 2L);
  }

  @Test
  void aReaderMaySeeEveryTableAndView() throws SQLException {
    assertThat(
            DATABASE.column(
                "SELECT relname FROM pg_class WHERE relnamespace = 'books'::regnamespace"
                    + " AND relkind IN ('r', 'v') AND relname <> 'flyway_schema_history'"
                    + " AND NOT has_table_privilege('cardbeam_reader', oid, 'SELECT')"))
        .isEmpty();
  }

  /** Text that does not compress into an index's page. */
  private static String randomText(int length) {
    StringBuilder text = new StringBuilder();
    new Random(7).ints(length, 'a', 'z').forEach(text::appendCodePoint);
    return text.toString();
  }
}
