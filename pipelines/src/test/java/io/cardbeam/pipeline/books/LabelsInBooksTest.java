package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.label.CardLabels;
import io.cardbeam.label.Label;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.LabelHistories;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The views of labels against the rule in Java, on a real PostgreSQL. */
class LabelsInBooksTest {
  private static final int CARDS = 80;
  private static final int CALLS_AT_ONCE = 200;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void viewAndRuleSayTheSameOfAnyHistory() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<BooksCall> calls = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      String card = "card-" + i;
      List<Event> events = LabelHistories.of(random, card);
      CardLabels labels = CardLabels.of(events);
      for (Event event : events) {
        calls.add(stored(event));
      }
      for (int request = 0; request < LabelHistories.REQUESTS; request++) {
        String id = "a-" + request;
        calls.add(BooksDocument.of(decided(id, card)));
        if (events.stream().anyMatch(e -> Label.of(e).orElseThrow().requestId().equals(id))) {
          expected.add(card + " " + id + " " + labels.isFraud(id));
        }
      }
    }
    Collections.shuffle(calls, random);
    try (Connection connection = DATABASE.open()) {
      for (int from = 0; from < calls.size(); from += CALLS_AT_ONCE) {
        int to = Math.min(calls.size(), from + CALLS_AT_ONCE);
        BooksWriter.call(connection, calls.subList(from, to));
      }
    }
    assertThat(DATABASE.column("SELECT document FROM books.refused_document")).isEmpty();
    assertThat(
            DATABASE.column(
                "SELECT card_token || ' ' || request_key || ' ' || is_fraud"
                    + " FROM books.authorization_label JOIN books.card USING (card_id)"
                    + " JOIN books.authorization_request USING (authorization_id)"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static BooksCall stored(Event event) {
    return event.body() instanceof FraudFinding finding
        ? BooksDocument.of(finding)
        : BooksDocument.of(event);
  }

  private static Decided decided(String id, String card) {
    return SampleEvents.decided(id, card, START, 50_00, Outcome.APPROVED, "Kaffeehaus");
  }
}
