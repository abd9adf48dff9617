package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.hostile.HostileRequest;
import io.cardbeam.console.hostile.HostileTable;
import io.cardbeam.console.server.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile requests to the API as it is served: each is refused with the status and the type that
 * the document has for it, says nothing of the server's inside, and repeats no card number.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class HostileApiTest {
  private static final int LEAST_ROWS = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A card number with whatever between its digits. */
  private static final Pattern CARD =
      Pattern.compile(String.join("[^0-9A-Za-z]{0,9}", HostileTable.CARD.split("")));

  /** What would tell of classes, stack traces or SQL. */
  private static final Pattern INSIDE =
      Pattern.compile("Exception|\\bat [a-z]+\\.|io\\.cardbeam|org\\.|java\\.|SELECT|PSQL|Jetty");

  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static ApiContract contract;
  private static Map<String, String> given;

  @BeforeAll
  static void start() throws Exception {
    contract = ApiContract.read();
    gateway = GatewayOnTrial.start(folder);
    TestKeys keys = gateway.keys();
    String key = keys.merchant(TestKeys.SHOP);
    String other =
        keys.merchant(TestKeys.patient("m-2", "Shop", "shopping_net", new Rate(10_000, 10_000)));
    String revoked = keys.of(KeyKind.MERCHANT, "m-2");
    keys.revoke(revoked);
    String issuer = keys.of(KeyKind.ISSUER, "first-bank");
    String analyst = keys.of(KeyKind.ANALYST, "ada");
    gateway.awaitKey(analyst);
    String approved = authorized(key, "a-1", "100.00");
    given =
        Map.of(
            "KEY", key,
            "OTHER", other,
            "REVOKED", revoked,
            "ISSUER", issuer,
            "ANALYST", analyst,
            "AU", approved,
            "DECLINED", authorized(key, "a-2", "1000.00"),
            "OTHERS", authorized(other, "a-1", "100.00"),
            "CP",
                call(
                        key,
                        "/v1/authorizations/" + approved + "/captures",
                        "{\"request_id\": \"c-1\", \"amount\": \"1.00\"}")
                    .path("capture_id")
                    .asText());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  private static String authorized(String key, String requestId, String amount) throws Exception {
    String body =
        "{\"request_id\": \"%s\", \"card_number\": \"%s\", \"amount\": \"%s\"}"
            .formatted(requestId, HostileTable.CARD, amount);
    return call(key, "/v1/authorizations", body).path("authorization_id").asText();
  }

  private static JsonNode call(String key, String path, String body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(gateway.address() + path))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return JSON.readTree(answer.body());
  }

  static Stream<HostileRequest> hostile() {
    return HostileTable.rows().stream();
  }

  @Test
  void theTableIsLong() {
    assertThat(HostileTable.rows()).hasSizeGreaterThanOrEqualTo(LEAST_ROWS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isAnsweredAsDocumented(HostileRequest request) throws Exception {
    String answer = Wire.answer(gateway.port(), request.bytes(given));

    assertThat(answer).startsWith("HTTP/1.1 ");
    List<String> head = answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(CARD.matcher(answer).find()).as(answer).isFalse();
    assertThat(INSIDE.matcher(answer).find()).as(answer).isFalse();
    assertThat(head.get(0)).as(body).startsWith("HTTP/1.1 " + request.status() + " ");
    assertThat(answer.split("HTTP/1\\.1 [0-9]{3}", -1)).as("answers").hasSize(2);
    if (!request.problem().isEmpty()) {
      JsonNode problem = JSON.readTree(body);
      assertThat(problem.path("type").asText()).isEqualTo("/problems/" + request.problem());
      assertThat(problem.path("status").asInt()).isEqualTo(request.status());
      assertThat(head).contains("Content-Type: application/problem+json");
    }
    requireDocumented(request, head, body);
  }

  private static void requireDocumented(HostileRequest request, List<String> head, String body)
      throws IOException {
    String[] line = request.bytes(given).lines().findFirst().orElse("").split(" ", -1);
    if (line.length == 3 && line[1].startsWith("/")) {
      String type =
          head.stream()
              .filter(field -> field.startsWith("Content-Type: "))
              .map(field -> field.substring("Content-Type: ".length()))
              .findFirst()
              .orElse("");
      contract.check(
          new ApiContract.Served(
              line[0], line[1].replaceFirst("\\?.*", ""), request.status(), type, body));
    }
  }

  @Test
  void theServerIsAsWellAsBefore() throws Exception {
    for (HostileRequest request : HostileTable.rows()) {
      Wire.answer(gateway.port(), request.bytes(given));
    }
    String key = given.getOrDefault("KEY", "");
    assertThat(authorized(key, "a-after", "1.00")).startsWith("au_");
    assertThat(authorized(key, "a-1", "100.00")).isEqualTo(given.get("AU"));
  }
}
