package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.purchase.Booked;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The procedures of the schema, called as the pipeline calls them. */
class BooksStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void storesEachKindOfEventOnce() throws SQLException {
    store(SampleCalls.everyKind());
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
  void storedTwiceIsStoredOnce() throws SQLException {
    store(SampleCalls.everyKind());
    List<String> once = DATABASE.dump();
    store(SampleCalls.everyKind());
    assertThat(DATABASE.dump()).isEqualTo(once);
  }

  @Test
  void theOrderOfStoringDoesNotMatter() throws SQLException {
    store(SampleCalls.everyKind());
    List<String> inOrder = DATABASE.dump();
    for (long seed = 0; seed < 20; seed++) {
      DATABASE.empty();
      List<BooksCall> calls = SampleCalls.everyKind();
      Collections.shuffle(calls, new Random(seed));
      store(calls);
      assertThat(DATABASE.dump()).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void storedTogetherOrOneByOneIsTheSame() throws SQLException {
    for (long seed = 0; seed < 10; seed++) {
      List<BooksCall> calls = SampleCalls.many(300, seed);
      DATABASE.empty();
      storeOneByOne(calls);
      List<String> oneByOne = DATABASE.dump();
      DATABASE.empty();
      Random random = new Random(seed);
      for (int from = 0; from < calls.size(); ) {
        int to = Math.min(calls.size(), from + 1 + random.nextInt(90));
        store(calls.subList(from, to));
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
    store(
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
  void anOlderCardUpdateChangesNothingOfWhatHolds() throws SQLException {
    store(List.of(SampleCalls.update("u2", 2, CardStatus.BLOCKED, "2 New Street")));
    store(List.of(SampleCalls.update("u1", 1, CardStatus.ACTIVE, "1 Old Street")));
    assertThat(
            DATABASE.column(
                "SELECT status || ', ' || street FROM books.card_account"
                    + " JOIN books.cardholder USING (card_id) JOIN books.address USING (address_id)"))
        .containsExactly("BLOCKED, 2 New Street");
    assertThat(DATABASE.counts()).containsEntry("card_update", 2L);
  }

  @Test
  void everyFindingOnARequestStaysAndOneOnAnotherCardIsOnNone() throws SQLException {
    store(
        List.of(
            SampleCalls.finding("n1", "a1", "card-1", 2, FindingVerdict.FRAUD),
            SampleCalls.finding("n2", "a1", "card-1", 5, FindingVerdict.GENUINE),
            SampleCalls.finding("n3", "a1", "card-2", 6, FindingVerdict.FRAUD),
            SampleCalls.finding("n4", "nowhere", "card-1", 7, FindingVerdict.FRAUD),
            SampleCalls.approved("a1", "Kaffeehaus")));
    assertThat(
            DATABASE.column(
                "SELECT request_key || ' ' || verdict || ' ' || source || ': ' || note"
                    + " FROM books.authorization_finding f"
                    + " JOIN books.authorization_request USING (authorization_id)"
                    + " ORDER BY f.event_time"))
        .containsExactly(
            "a1 FRAUD CARDHOLDER: asked on the telephone",
            "a1 GENUINE CARDHOLDER: asked on the telephone");
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
      store(List.of(SampleCalls.approved("a" + name.hashCode(), name)));
    }
    assertThat(DATABASE.column("SELECT name_text FROM books.merchant_name"))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void whatTheSchemaRefusesIsPutAsideAndTheRestGoesOn() throws SQLException {
    Decided negative = SampleCalls.decided("a1", -5, "Kaffeehaus");
    BooksCall notJson = new BooksCall(BooksCall.Kind.PAYMENT, "{");
    store(
        List.of(
            BooksDocument.of(negative),
            SampleCalls.approved("a2", "with a zero \u0000 byte"),
            SampleCalls.approved("a3", randomText(20_000)),
            notJson,
            SampleCalls.approved("a4", "Kaffeehaus")));
    store(List.of(notJson));
    assertThat(DATABASE.column("SELECT error_code FROM books.refused_document ORDER BY 1"))
        .containsExactly("22P02", "22P05", "23514", "54000");
    assertThat(DATABASE.column("SELECT request_key FROM books.authorization_request"))
        .containsExactly("a4");
  }

  @Test
  void whatIsBookedAfterAllIsNoExceptionAnyMore() throws SQLException {
    Event purchase = SampleEvents.purchase("p1", "a1", "card-1", START, 40_00);
    BooksCall booked =
        BooksDocument.of(new Booked.OnAuthorization(purchase, SampleCalls.decided()));
    store(List.of(SampleCalls.exception("Purchase", "p1", "card-1")));
    assertThat(DATABASE.counts()).containsEntry("transaction_exception", 1L);
    store(List.of(booked));
    assertThat(DATABASE.counts()).doesNotContainKey("transaction_exception");
    store(List.of(SampleCalls.exception("Purchase", "p1", "card-1")));
    assertThat(DATABASE.counts()).doesNotContainKey("transaction_exception");
  }

  @Test
  void anotherContentUnderAStoredKeyIsPutAsideWithBothFingerprints() throws SQLException {
    for (boolean together : new boolean[] {true, false}) {
      DATABASE.empty();
      List<BooksCall> first = SampleCalls.everyKind();
      first.removeIf(call -> call.kind() == BooksCall.Kind.EXCEPTION);
      storeOneByOne(first);
      List<String> before = DATABASE.dump();
      List<BooksCall> again = new ArrayList<>();
      for (BooksCall call : first) {
        again.add(call);
        again.add(withAnotherFingerprint(call));
      }
      if (together) {
        store(again);
      } else {
        storeOneByOne(again);
      }
      List<String> refused =
          DATABASE.column(
              "SELECT kind || ' ' || error_code || ' ' || error_message"
                  + " FROM books.refused_document");
      assertThat(refused)
          .hasSize(first.size())
          .allMatch(it -> it.matches(".* CONFLICT .* of card .*came before with another content.*"))
          .allMatch(it -> it.endsWith("not this (fingerprint 0000000000000007)"));
      List<String> after = DATABASE.dump();
      after.removeIf(row -> row.startsWith("refused "));
      assertThat(after).isEqualTo(before);
    }
  }

  /** As the event itself would have, if it said something else. */
  private static BooksCall withAnotherFingerprint(BooksCall call) {
    String part =
        switch (call.kind()) {
          case CARD_UPDATE -> "card";
          case AUTHORIZATION -> "authorization";
          case PURCHASE -> "purchase";
          case FRAUD_FINDING -> "finding";
          default -> "transaction";
        };
    int at = call.document().indexOf('"' + part + '"');
    String document = call.document().substring(at);
    return new BooksCall(
        call.kind(),
        call.document().substring(0, at)
            + document.replaceFirst("\"content_fingerprint\":-?\\d+", "\"content_fingerprint\":7"));
  }

  @Test
  void theSameKeysOnAnotherCardAreOtherRows() throws SQLException {
    List<BooksCall> calls = SampleCalls.everyKind();
    store(calls);
    Map<String, Long> once = DATABASE.counts();
    store(
        calls.stream()
            .map(
                call ->
                    new BooksCall(call.kind(), call.document().replace("\"card-", "\"other-card-")))
            .toList());
    for (String table :
        List.of(
            "authorization_request",
            "authorization_reason",
            "card_update",
            "purchase",
            "purchase_item",
            "refund",
            "payment",
            "reversal",
            "chargeback",
            "chargeback_resolution",
            "fraud_finding",
            "transaction_exception")) {
      assertThat(DATABASE.counts())
          .as(table)
          .containsEntry(table, 2 * Objects.requireNonNull(once.get(table), table));
    }
    assertThat(DATABASE.counts()).doesNotContainKey("refused_document");
    assertThat(
            DATABASE.column(
                "SELECT p.transaction_id::text FROM books.purchase p"
                    + " JOIN books.card_transaction t USING (transaction_id)"
                    + " JOIN books.authorization_request r USING (authorization_id)"
                    + " WHERE r.card_id <> t.card_id"))
        .isEmpty();
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
      store(connection, SampleCalls.everyKind());
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

  private static void store(List<BooksCall> calls) throws SQLException {
    try (Connection connection = DATABASE.open()) {
      store(connection, calls);
    }
  }

  private static void store(Connection connection, List<BooksCall> calls) throws SQLException {
    BooksWriter.call(connection, calls);
  }

  private static void storeOneByOne(List<BooksCall> calls) throws SQLException {
    try (Connection connection = DATABASE.open();
        PreparedStatement call = connection.prepareStatement("CALL books.store(?, ?)")) {
      for (BooksCall it : calls) {
        call.setString(1, it.kind().name());
        call.setString(2, it.document());
        call.execute();
      }
    }
  }
}
