package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.CardStatus;
import io.cardbeam.sample.SampleEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in the books when an event comes again, the same or with another content. */
class BooksAgainTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void storedTwiceIsStoredOnce() throws SQLException {
    DATABASE.store(SampleCalls.everyKind());
    List<String> once = DATABASE.dump();
    DATABASE.store(SampleCalls.everyKind());
    assertThat(DATABASE.dump()).isEqualTo(once);
  }

  @Test
  void anOlderCardUpdateChangesNothingOfWhatHolds() throws SQLException {
    DATABASE.store(List.of(SampleCalls.update("u2", 2, CardStatus.BLOCKED, "2 New Street")));
    DATABASE.store(List.of(SampleCalls.update("u1", 1, CardStatus.ACTIVE, "1 Old Street")));
    assertThat(
            DATABASE.column(
                "SELECT status || ', ' || street FROM books.card_account"
                    + " JOIN books.cardholder USING (card_id) JOIN books.address USING (address_id)"))
        .containsExactly("BLOCKED, 2 New Street");
    assertThat(DATABASE.counts()).containsEntry("card_update", 2L);
  }

  @Test
  void whatIsBookedAfterAllIsNoExceptionAnyMore() throws SQLException {
    List<BooksCall> refused =
        List.of(
            SampleCalls.exception("Purchase", "p1", "card-1"),
            SampleCalls.exception("Refund", "f1", "card-1"));
    List<BooksCall> booked =
        List.of(
            BooksDocument.of(SampleEvents.purchase("p1", "a1", "card-1", START, 40_00)),
            BooksDocument.of(SampleEvents.refund("f1", "p1", "a1", "card-1", START, 5_00)));
    for (boolean together : new boolean[] {true, false}) {
      DATABASE.empty();
      DATABASE.store(refused);
      assertThat(DATABASE.counts()).containsEntry("transaction_exception", 2L);
      if (together) {
        DATABASE.store(booked);
      } else {
        DATABASE.storeOneByOne(booked);
      }
      assertThat(DATABASE.counts()).doesNotContainKey("transaction_exception");
      DATABASE.store(refused);
      assertThat(DATABASE.counts()).doesNotContainKey("transaction_exception");
    }
  }

  @Test
  void anotherContentUnderAStoredKeyIsPutAsideWithBothFingerprints() throws SQLException {
    for (boolean together : new boolean[] {true, false}) {
      DATABASE.empty();
      List<BooksCall> first = SampleCalls.everyKind();
      first.removeIf(call -> call.kind() == BooksCall.Kind.EXCEPTION);
      DATABASE.storeOneByOne(first);
      List<String> before = DATABASE.dump();
      List<BooksCall> again = new ArrayList<>();
      for (BooksCall call : first) {
        again.add(call);
        again.add(withAnotherFingerprint(call));
      }
      if (together) {
        DATABASE.store(again);
      } else {
        DATABASE.storeOneByOne(again);
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
    return new BooksCall(
        call.kind(),
        call.document()
            .replaceFirst("\"content_fingerprint\":-?\\d+", "\"content_fingerprint\":7"));
  }

  @Test
  void theSameKeysOnAnotherCardAreOtherRows() throws SQLException {
    List<BooksCall> calls = SampleCalls.everyKind();
    DATABASE.store(calls);
    Map<String, Long> once = DATABASE.counts();
    DATABASE.store(
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
                "SELECT card_token || ' ' || request_key FROM books.authorization_label"
                    + " JOIN books.authorization_request r USING (authorization_id)"
                    + " JOIN books.card c ON c.card_id = r.card_id ORDER BY 1"))
        .containsExactly("card-1 a1", "other-card-1 a1");
  }
}
