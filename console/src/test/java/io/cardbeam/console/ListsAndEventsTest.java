package io.cardbeam.console;

import static io.cardbeam.console.GatewayCalls.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merchant can read of its own, on a real Kafka and a real PostgreSQL. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ListsAndEventsTest {
  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static GatewayCalls calls;
  private static String key;
  private static String othersKey;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = gateway.calls();
    TestKeys keys = gateway.keys();
    key = keys.merchant(TestKeys.SHOP);
    othersKey = keys.merchant(TestKeys.TRUSTING);
    gateway.awaitKey(othersKey);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/authorizations/%s",
        "POST /v1/authorizations/%s/captures {\"request_id\": \"c-x\", \"amount\": \"1.00\"}",
        "POST /v1/authorizations/%s/reversals {\"request_id\": \"v-x\", \"amount\": \"1.00\"}",
        "POST /v1/refunds {\"request_id\": \"f-x\", \"authorization_id\": \"%s\","
            + " \"capture_id\": \"cp_x\"}",
      })
  void anotherMerchantsAuthorizationIsNotThere(String call) throws Exception {
    String id = calls.approved(key, "r-mine", "10.00");
    String[] parts = call.formatted(id).split(" ", 3);

    HttpResponse<String> answer =
        parts[0].equals("GET")
            ? calls.get(parts[1], othersKey)
            : calls.post(parts[1], othersKey, parts[2]);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("10.00", "Kaffeehaus");
  }

  @Test
  void listsOnlyTheCallersOwnPageByPage() throws Exception {
    for (int i = 0; i < 5; i++) {
      calls.approved(key, "r-list-" + i, "1.00");
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(calls.get("/v1/authorizations?limit=2" + cursor, key));
      ids.addAll(page.path("authorizations").findValuesAsText("authorization_id"));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : "";
    } while (!cursor.isEmpty());

    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    JsonNode others = json(calls.get("/v1/authorizations?limit=100", othersKey));
    assertThat(others.path("authorizations").findValuesAsText("authorization_id"))
        .doesNotContainAnyElementsOf(ids);
    assertThat(calls.get("/v1/authorizations?cursor=x", key).statusCode()).isEqualTo(400);
    String never = "+999999999-01-01T00:00:00Z au_" + "a".repeat(26);
    String cursorOfNever = Base64.getUrlEncoder().encodeToString(never.getBytes(UTF_8));
    assertThat(calls.get("/v1/authorizations?cursor=" + cursorOfNever, key).statusCode())
        .isEqualTo(400);
    assertThat(calls.get("/v1/authorizations?outcome=MAYBE", key).statusCode()).isEqualTo(400);
    assertThat(calls.get("/v1/authorizations?colour=red", key).statusCode()).isEqualTo(400);
  }

  @Test
  void eventsFollowInOrderAndNoneIsMissed() throws Exception {
    String id = calls.approved(key, "r-ev", "10.00");
    calls.post("/v1/authorizations/" + id + "/captures", key, "{\"request_id\": \"c-ev\"}");

    assertThat(events(id, 2)).containsExactly("authorization.decided", "capture.accepted");
  }

  @Test
  void anAnswerByDefaultHasAnEventBeforeItsDecisionAndItsReversal() throws Exception {
    String body = GatewayCalls.request("r-silent", "5.00", DecidingPeer.UNANSWERED);
    JsonNode answer = json(calls.ask(key, body, "Cardbeam-Timeout", "300"));
    String id = answer.path("authorization_id").asText();

    assertThat(answer.path("decided_by").asText()).isEqualTo("default");
    assertThat(events(id, 1)).containsExactly("authorization.answered_by_default");
    gateway.peer().answerLate();
    assertThat(events(id, 3))
        .containsExactly(
            "authorization.answered_by_default", "authorization.decided_late", "reversal.accepted");
  }

  /** Types of an authorization's events, and of those of operations on it, once so many came. */
  private static List<String> events(String id, int count) throws Exception {
    List<String> types = new ArrayList<>();
    String cursor = "";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (types.size() < count && System.nanoTime() < deadline) {
      JsonNode page = json(calls.get("/v1/events?limit=100" + cursor, key));
      for (JsonNode event : page.path("events")) {
        if (event.path("data").path("authorization_id").asText().equals(id)) {
          types.add(event.path("type").asText());
        }
      }
      cursor = "&cursor=" + page.path("next_cursor").asText();
    }
    return types;
  }
}
