package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.sample.SampleEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transaction is stored by its own event alone, whatever it names and whenever that comes. */
class BooksAloneTest {
  private static final String CARD = "card-1";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void aPurchaseIsStoredWhateverRequestItNames() throws SQLException {
    List<BooksCall> calls =
        List.of(
            SampleCalls.approved("approved", "Kaffeehaus"),
            BooksDocument.of(
                SampleEvents.decided("declined", CARD, START, 7_00, Outcome.DECLINED, "Shop")),
            purchase("p-1", "approved"),
            purchase("p-2", "declined"),
            purchase("p-3", "unknown"),
            purchase("p-4", ""));
    for (boolean together : new boolean[] {true, false}) {
      store(calls, together);
      assertThat(
              DATABASE.column(
                  "SELECT transaction_key || ' on ' || coalesce(p.request_key, 'none') || ' '"
                      + " || coalesce(d.outcome, 'not stored') FROM books.purchase p"
                      + " JOIN books.card_transaction USING (transaction_id)"
                      + " LEFT JOIN books.authorization_request r"
                      + " ON r.request_key = p.request_key AND r.card_id = p.card_id"
                      + " LEFT JOIN books.authorization_decision d USING (authorization_id)"
                      + " ORDER BY 1"))
          .as("together: %s", together)
          .containsExactly(
              "p-1 on approved APPROVED",
              "p-2 on declined DECLINED",
              "p-3 on unknown not stored",
              "p-4 on none not stored");
    }
  }

  @Test
  void whatNamesWhatIsNotStoredIsStored() throws SQLException {
    List<BooksCall> calls =
        List.of(
            BooksDocument.of(SampleEvents.reversal("v-1", "unknown", CARD, START, 1_00)),
            BooksDocument.of(SampleEvents.refund("f-1", "unknown", "a", CARD, START, 2_00)),
            BooksDocument.of(SampleEvents.refund("f-2", "", "", CARD, START, 3_00)),
            BooksDocument.of(SampleEvents.chargeback("c-1", "unknown", "", CARD, START, 4_00)),
            BooksDocument.of(
                SampleEvents.resolution(
                    "s-1", "unknown", "", "", CARD, START, ChargebackOutcome.UPHELD, 4_00)));
    for (boolean together : new boolean[] {true, false}) {
      store(calls, together);
      assertThat(DATABASE.column("SELECT transaction_key FROM books.card_transaction ORDER BY 1"))
          .as("together: %s", together)
          .containsExactly("c-1", "f-1", "f-2", "s-1", "v-1");
      assertThat(
              DATABASE.column(
                  "SELECT coalesce(purchase_key, 'none') || ' ' || coalesce(request_key, 'none')"
                      + " || ' ' || merchant_name FROM books.refund ORDER BY 1"))
          .containsExactly("none none Kaffeehaus", "unknown a Kaffeehaus");
      assertThat(DATABASE.counts()).doesNotContainKeys("authorization_request", "purchase");
    }
  }

  @Test
  void whatMustNameSomethingAndDoesNotIsPutAside() throws SQLException {
    DATABASE.store(
        List.of(
            BooksDocument.of(SampleEvents.reversal("v-1", "", CARD, START, 1_00)),
            BooksDocument.of(SampleEvents.chargeback("c-1", "", "a", CARD, START, 4_00)),
            BooksDocument.of(
                SampleEvents.resolution(
                    "s-1", "", "p", "a", CARD, START, ChargebackOutcome.UPHELD, 4_00))));
    assertThat(
            DATABASE.column(
                "SELECT kind || ' ' || error_code FROM books.refused_document ORDER BY 1"))
        .containsExactly("CHARGEBACK 23502", "CHARGEBACK_RESOLUTION 23502", "REVERSAL 23502");
    assertThat(DATABASE.counts()).doesNotContainKey("chargeback");
  }

  @Test
  void everyOrderGivesTheSameRowsAndLabels() throws SQLException {
    List<BooksCall> calls =
        List.of(
            SampleCalls.approved("a", "Kaffeehaus"),
            purchase("p", "a"),
            BooksDocument.of(SampleEvents.refund("f", "p", "a", CARD, START.plus(2, DAYS), 5_00)),
            BooksDocument.of(
                SampleEvents.chargeback("c", "p", "a", CARD, START.plus(9, DAYS), 35_00)),
            BooksDocument.of(
                SampleEvents.resolution(
                    "s",
                    "c",
                    "p",
                    "a",
                    CARD,
                    START.plus(30, DAYS),
                    ChargebackOutcome.REJECTED,
                    35_00)));
    store(calls, true);
    List<String> rows = DATABASE.dump();
    List<List<BooksCall>> orders = orders(calls);
    assertThat(orders).hasSize(120);
    for (int i = 0; i < orders.size(); i++) {
      boolean together = i % 2 == 0;
      store(orders.get(i), together);
      assertThat(DATABASE.dump()).as("%s, together: %s", orders.get(i), together).isEqualTo(rows);
      assertThat(
              DATABASE.column(
                  "SELECT kind || ' ' || is_fraud FROM books.label ORDER BY event_time"))
          .containsExactly("CHARGEBACK true", "RESOLUTION false");
    }
  }

  private static List<List<BooksCall>> orders(List<BooksCall> calls) {
    if (calls.isEmpty()) {
      return List.of(List.of());
    }
    List<List<BooksCall>> all = new ArrayList<>();
    for (BooksCall first : calls) {
      for (List<BooksCall> rest : orders(calls.stream().filter(it -> !it.equals(first)).toList())) {
        List<BooksCall> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }

  private static void store(List<BooksCall> calls, boolean together) throws SQLException {
    DATABASE.empty();
    if (together) {
      DATABASE.store(calls);
    } else {
      DATABASE.storeOneByOne(calls);
    }
  }

  private static BooksCall purchase(String id, String request) {
    return BooksDocument.of(SampleEvents.purchase(id, request, CARD, START.plus(1, HOURS), 40_00));
  }
}
