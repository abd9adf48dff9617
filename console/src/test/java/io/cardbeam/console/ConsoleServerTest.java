package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.CARD;
import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.TOKENS;
import static io.cardbeam.console.PageCalls.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.api.ApiContract;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the whole console shows, on a real Kafka and a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConsoleServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static PageCalls calls;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = PageCalls.of(gateway);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void showsAPageThatMayLoadNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = calls.get("/", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
    assertThat(page.body()).contains("<title>Cardbeam").doesNotContain("http://", "https://");
  }

  @Test
  void looksUpWhatIsBookedOnACard() throws Exception {
    String other = TOKENS.token("4000000000001486");
    gateway.books().issue(TOKEN, "1486");
    gateway.books().issue(other, "1486");
    gateway.books().buy(TOKEN, "b-1", "2026-03-02T10:00:00Z");
    gateway.books().buy(other, "b-2", "2026-03-02T11:00:00Z");
    String cookie = calls.cookie();

    JsonNode one = JSON.readTree(calls.get("/v1/cards?token=" + TOKEN, cookie).body());
    JsonNode both = JSON.readTree(calls.get("/v1/cards?last_four=1486", cookie).body());
    JsonNode none = JSON.readTree(calls.get("/v1/cards?last_four=0000", cookie).body());

    assertThat(one.path("authorizations"))
        .containsExactly(
            JSON.readTree(
                """
                {"time": "2026-03-02T10:00:00Z", "amount": "1234.56", "currency": "USD",
                 "card_token": "%s", "outcome": "APPROVED", "request_id": "b-1",
                 "merchant": "Kaffeehaus", "category": "food_dining", "city": "Vienna",
                 "state": "VA", "fraud_probability": 0.25,
                 "reasons": ["first", "the card was used before at Your Corner"]}
                """
                    .formatted(TOKEN)));
    assertThat(one.path("transactions").findValuesAsText("id")).containsExactly("b-1");
    assertThat(both.path("cards").findValuesAsText("card_token"))
        .containsExactlyInAnyOrder(TOKEN, other);
    assertThat(both.path("authorizations").findValuesAsText("request_id"))
        .containsExactly("b-2", "b-1");
    assertThat(none.path("cards")).isEmpty();
    assertThat(calls.get("/v1/cards?last_four=1%27--", cookie).statusCode()).isEqualTo(400);
  }

  @Test
  void looksUpTheCardOfAnAuthorization() throws Exception {
    String token = TOKENS.token("4000000000002260");
    String id = "au_abcdefghijklmnopqrstuvwx27";
    gateway.books().issue(token, "2260");
    gateway.books().buy(token, "b-3", "2026-03-02T12:00:00Z");
    gateway.books().buy(token, id, "2026-03-02T10:00:00Z");
    String cookie = calls.cookie();
    String path = "/v1/cards?authorization_id=";

    JsonNode found = JSON.readTree(calls.get(path + id, cookie).body());
    JsonNode none = JSON.readTree(calls.get(path + id.replace('7', '6'), cookie).body());

    assertThat(found.path("cards").findValuesAsText("card_token")).containsExactly(token);
    assertThat(found.path("authorizations").findValuesAsText("request_id")).containsExactly(id);
    assertThat(found.path("transactions").findValuesAsText("id")).containsExactly("b-3", id);
    assertThat(none.path("cards")).isEmpty();
    assertThat(none.path("authorizations")).isEmpty();
    assertThat(calls.get(path + "b-3", cookie).statusCode()).isEqualTo(400);
  }

  @Test
  void theCubeIsForAnalystsAndTheirProgramsAndNeedsAWarehouse() throws Exception {
    assertThat(calls.get("/v1/cube?rows=state", "").statusCode()).isEqualTo(401);
    assertThat(calls.get("/v1/cube?rows=state", calls.cookie()).statusCode()).isEqualTo(404);
    HttpResponse<String> withKey =
        calls
            .http()
            .send(
                HttpRequest.newBuilder(calls.uri("/v1/cube"))
                    .header("Authorization", "Bearer " + calls.analystKey())
                    .build(),
                BodyHandlers.ofString());
    assertThat(withKey.statusCode()).isEqualTo(404);
    assertThat(withKey.body()).contains("start it with --warehouse");
  }

  @Test
  void withoutAnIndexThereAreNoWebLogs() throws Exception {
    for (String path : List.of("figures", "lines", "sessions")) {
      HttpResponse<String> answer = calls.get("/v1/weblogs/" + path, calls.cookie());
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .contains("This console has no index of web logs: start it with --search URL.");
    }
  }

  @Test
  void servesWhatItsDocumentDescribesAndNothingElse() throws Exception {
    assertThat(ApiContract.read().differences(gateway.console().routes(), Set.of())).isEmpty();
    assertThat(calls.get("/openapi.json", "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = calls.get("/nothing", "");
    String page = JSON.readTree(refused.body()).path("type").asText();
    assertThat(calls.get(page, "").body()).startsWith("# There is no such thing");
    assertThat(calls.get("/problems/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhetherItIsReadyAndWhatItMeasures() throws Exception {
    assertThat(calls.get("/health/live", "").body()).isEqualTo("{\"status\":\"live\"}");
    HttpResponse<String> ready = calls.get("/health/ready", "");
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        !ready.body().contains("\"ready\"") && System.nanoTime() < end; ) {
      ready = calls.get("/health/ready", "");
    }
    assertThat(JSON.readTree(ready.body()))
        .isEqualTo(
            JSON.readTree(
                "{\"status\": \"ready\", \"checks\": {\"kafka\": \"up\", \"postgresql\": \"up\", "
                    + " \"recorder\": \"up\", \"cases\": \"up\", \"outbox\": \"up\", \"decisions\":"
                    + " \"up\"}}"));
    calls.ask(request("r-measured", "7.00", "m-1"));
    calls.get("/nothing/" + CARD, "");
    HttpResponse<String> metrics = calls.get("/metrics", "");

    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain;");
    assertThat(metrics.body())
        .contains(
            "http_server_requests_seconds_bucket{route=\"GET /health/live\",status=\"200\",le=\"",
            "http_server_requests_in_flight ",
            "gateway_wrong_keys_total ",
            "kafka_consumer_fetch_manager_records_lag",
            "gateway_recorder_lag ",
            "gateway_requests_waiting ",
            "gateway_decision_timeouts_total ",
            "gateway_defaults_unwritten ",
            "gateway_defaults_lost_total ",
            "gateway_records_left_out_total ",
            "jvm_memory_used_bytes{")
        .doesNotContain(CARD);
  }
}
