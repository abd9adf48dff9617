package io.cardbeam.console.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.live.RequestsOnTrial;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an alert stands beside goes by the labels of requests, of random books. */
class CaseStoryTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());

  private static BooksOnTrial books;
  private static Database database;
  private static List<Asked> all;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    database = new Database(books.connection(), Pool.BOOKS);
    all = RequestsOnTrial.store(books, new Random(SEED));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @Test
  void theUsualIsWhatWasApprovedAndIsNoFraudByItsLabel() throws Exception {
    for (Asked alerted : all.subList(0, 40)) {
      long usual =
          all.stream()
              .filter(one -> one.card().equals(alerted.card()))
              .filter(one -> one.time().isBefore(alerted.time()))
              .filter(one -> one.outcome() == Outcome.APPROVED)
              .filter(one -> !one.label().equals(Optional.of(true)))
              .count();
      assertThat(story(alerted).path("usual").path("requests").asLong())
          .as("%s, seed %d", alerted, SEED)
          .isEqualTo(usual);
    }
  }

  @Test
  void requestsAroundItHaveTheLabelThatHolds() throws Exception {
    Asked alerted = all.get(all.size() / 2);
    Map<String, String> expected =
        all.stream()
            .filter(one -> one.card().equals(alerted.card()))
            .collect(Collectors.toMap(Asked::id, CaseStoryTest::verdict));
    JsonNode requests = story(alerted).path("requests");
    assertThat(requests).hasSizeGreaterThan(CaseStory.AROUND);
    for (JsonNode request : requests) {
      assertThat(request.path("verdict").asText())
          .as("%s, seed %d", request, SEED)
          .isEqualTo(expected.get(request.path("request_id").asText()));
    }
  }

  private static String verdict(Asked one) {
    return one.label().map(fraud -> fraud ? "FRAUD" : "GENUINE").orElse("null");
  }

  private static JsonNode story(Asked alerted) throws Exception {
    ObjectNode node = Json.object();
    node.putObject("merchant");
    Instant time = alerted.time();
    CaseAlert alert =
        new CaseAlert(
            alerted.id(),
            time,
            "DECLINED",
            0.5,
            1,
            "USD",
            alerted.merchantId(),
            alerted.merchantName(),
            alerted.category(),
            "",
            "",
            Optional.empty(),
            "[]",
            List.of());
    new CaseStory(database).add(node, alerted.card(), alert);
    return node;
  }
}
