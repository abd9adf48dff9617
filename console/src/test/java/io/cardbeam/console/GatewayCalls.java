package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.api.ApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Calls to a gateway, whose answers are checked against its document. */
final class GatewayCalls {
  static final String CARD = "4539578763621486";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();

  /** Makes a connection a call, of which there may be more than one of HTTP/2 takes. */
  private final HttpClient parallel =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ApiContract contract = ApiContract.read();
  private final String address;

  GatewayCalls(String address) throws IOException {
    this.address = address;
  }

  /** An approved authorization that is written down. */
  String approved(String key, String requestId, String amount) throws Exception {
    JsonNode told = json(ask(key, request(requestId, amount, "Kaffeehaus")));
    String id = told.path("authorization_id").asText();
    assertThat(told.path("outcome").asText()).as(told.toString()).isEqualTo("APPROVED");
    await(
        () -> get("/v1/authorizations?limit=100", key),
        answer -> {
          for (JsonNode one : json(answer).path("authorizations")) {
            if (one.path("authorization_id").asText().equals(id)) {
              return one.path("outcome").asText().equals("APPROVED");
            }
          }
          return false;
        });
    return id;
  }

  interface Call {
    HttpResponse<String> get() throws Exception;
  }

  static HttpResponse<String> await(Call call, Predicate<HttpResponse<String>> until)
      throws Exception {
    Instant deadline = Instant.now().plus(WITHIN);
    HttpResponse<String> answer = call.get();
    while (!until.test(answer) && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      answer = call.get();
    }
    assertThat(until.test(answer)).as(answer + answer.body()).isTrue();
    return answer;
  }

  static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  HttpResponse<String> batch(String by, String lines) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri("/v1/authorizations/batch"))
                .header("Authorization", "Bearer " + by)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build(),
            BodyHandlers.ofString()));
  }

  HttpResponse<String> ask(String by, String body, String... headers) throws Exception {
    return contract.checked(
        http.send(post("/v1/authorizations", by, body, headers), BodyHandlers.ofString()));
  }

  CompletableFuture<HttpResponse<String>> askLater(String by, String body) {
    return later("/v1/authorizations", by, body);
  }

  CompletableFuture<HttpResponse<String>> later(String path, String by, String body) {
    return parallel.sendAsync(post(path, by, body, new String[0]), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String by, String body) throws Exception {
    return contract.checked(
        http.send(post(path, by, body, new String[0]), BodyHandlers.ofString()));
  }

  private HttpRequest post(String path, String by, String body, String[] headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + by)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  HttpResponse<String> get(String path, String by) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + by).build(),
            BodyHandlers.ofString()));
  }

  static String oneLine(String json) {
    return json.replace("\n", " ");
  }

  static String request(String id, String amount, String name) {
    return """
        {"request_id": "%s", "card_number": "%s", "amount": "%s",
         "merchant": {"name": "%s", "category": "food_dining"}}
        """
        .formatted(id, CARD, amount, name);
  }

  private URI uri(String path) {
    return URI.create(address + path);
  }
}
