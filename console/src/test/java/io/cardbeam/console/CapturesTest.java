package io.cardbeam.console;

import static io.cardbeam.console.GatewayCalls.CARD;
import static io.cardbeam.console.GatewayCalls.await;
import static io.cardbeam.console.GatewayCalls.json;
import static io.cardbeam.console.GatewayCalls.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.console.access.KeyKind;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows an authorization, and payments, on a real Kafka and a real PostgreSQL. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CapturesTest {
  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static GatewayCalls calls;
  private static String key;
  private static String issuerKey;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = gateway.calls();
    TestKeys keys = gateway.keys();
    key = keys.merchant(TestKeys.SHOP);
    issuerKey = keys.of(KeyKind.ISSUER, "first-bank");
    gateway.awaitKey(issuerKey);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void capturesInPartsReleasesTheRestAndRefunds() throws Exception {
    String id = calls.approved(key, "r-c", "100.00");
    JsonNode first =
        json(
            calls.post(
                "/v1/authorizations/" + id + "/captures",
                key,
                """
                {"request_id": "c-1", "amount": "40.00", "items": [
                  {"description": "Cup", "quantity": 3, "unit_price": "10.00"},
                  {"description": "Tea", "unit_price": "10.00"}]}
                """));
    HttpResponse<String> tooMuch =
        calls.post(
            "/v1/authorizations/" + id + "/captures",
            key,
            "{\"request_id\": \"c-2\", \"amount\": \"60.01\"}");
    JsonNode last =
        json(
            calls.post(
                "/v1/authorizations/" + id + "/captures",
                key,
                "{\"request_id\": \"c-3\", \"amount\": \"20.00\", \"final\": true}"));
    HttpResponse<String> refund =
        calls.post(
            "/v1/refunds",
            key,
            "{\"request_id\": \"f-1\", \"authorization_id\": \"%s\", \"capture_id\": \"%s\"}"
                .formatted(id, first.path("capture_id").asText()));

    assertThat(first.path("status").asText()).isEqualTo("accepted");
    assertThat(tooMuch.statusCode()).isEqualTo(422);
    assertThat(json(tooMuch).path("detail").asText()).isEqualTo("60.00 USD is open.");
    assertThat(last.path("final").asBoolean()).isTrue();
    assertThat(refund.statusCode()).isEqualTo(201);
    assertThat(json(refund).path("amount").asText()).isEqualTo("40.00");
    JsonNode all = json(calls.get("/v1/authorizations/" + id, key));
    assertThat(all.path("captured").asText()).isEqualTo("60.00");
    assertThat(all.path("reversed").asText()).isEqualTo("40.00");
    assertThat(all.path("refunded").asText()).isEqualTo("40.00");
  }

  @Test
  void anAmountIsJudgedByTheAuthorizationsCurrencyAndNoOther() throws Exception {
    HttpResponse<String> answer =
        calls.post(
            "/v1/refunds",
            key,
            "{\"request_id\": \"f-x\", \"capture_id\": \"cp_x\", \"amount\": \"1.005\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("errors")).hasSize(1);
    assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/authorization_id");
  }

  @Test
  void whatWasApprovedCanBeReadAndCapturedAtOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      String id =
          json(calls.ask(key, request("r-at-once-" + i, "1.00", "Kaffeehaus")))
              .path("authorization_id")
              .asText();
      assertThat(json(calls.get("/v1/authorizations/" + id, key)).path("outcome").asText())
          .isEqualTo("APPROVED");
      HttpResponse<String> capture =
          calls.post(
              "/v1/authorizations/" + id + "/captures",
              key,
              "{\"request_id\": \"c-at-once-%d\"}".formatted(i));
      assertThat(capture.statusCode()).as(capture.body()).isEqualTo(201);
      assertThat(json(calls.get("/v1/authorizations/" + id, key)).path("captured").asText())
          .isEqualTo("1.00");
    }
  }

  @Test
  void aRepeatedCaptureIsTheSameAndAnotherUnderItsIdAConflict() throws Exception {
    String id = calls.approved(key, "r-cr", "100.00");
    String path = "/v1/authorizations/" + id + "/captures";
    String body = "{\"request_id\": \"c-r\", \"amount\": \"40.00\"}";
    HttpResponse<String> first = calls.post(path, key, body);
    HttpResponse<String> again = calls.post(path, key, body);
    HttpResponse<String> other = calls.post(path, key, body.replace("40", "41"));
    HttpResponse<String> elsewhere =
        calls.post(
            "/v1/authorizations/" + calls.approved(key, "r-cr2", "100.00") + "/captures",
            key,
            body);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("capture_id")).isEqualTo(json(first).path("capture_id"));
    assertThat(json(again).path("time")).isEqualTo(json(first).path("time"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).path("errors").findValuesAsText("pointer")).containsExactly("#/amount");
    assertThat(elsewhere.statusCode()).isEqualTo(409);
  }

  @Test
  void parallelCapturesNeverComeToMoreThanWasAuthorized() throws Exception {
    String id = calls.approved(key, "r-cp", "100.00");
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      answers.add(
          calls.later(
              "/v1/authorizations/" + id + "/captures",
              key,
              "{\"request_id\": \"c-p%d\", \"amount\": \"9.00\"}".formatted(i)));
    }
    int taken = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      taken += answer.get().statusCode() == 201 ? 1 : 0;
    }
    assertThat(taken).isEqualTo(11);
    assertThat(json(calls.get("/v1/authorizations/" + id, key)).path("captured").asText())
        .isEqualTo("99.00");
  }

  @Test
  void nothingFollowsADecline() throws Exception {
    String id =
        json(calls.ask(key, request("r-dec", "1000.00", "x"))).path("authorization_id").asText();
    await(() -> calls.get("/v1/authorizations/" + id, key), answer -> answer.statusCode() == 200);

    HttpResponse<String> capture =
        await(
            () ->
                calls.post(
                    "/v1/authorizations/" + id + "/captures", key, "{\"request_id\": \"c-d\"}"),
            answer -> answer.statusCode() != 404);
    assertThat(capture.statusCode()).isEqualTo(409);
    assertThat(json(capture).path("type").asText())
        .isEqualTo("/problems/authorization-not-approved");
  }

  @Test
  void anIssuerReportsPaymentsAndNobodyElse() throws Exception {
    String body =
        "{\"request_id\": \"p-1\", \"card_number\": \""
            + CARD
            + "\", \"amount\": \"50.00\","
            + " \"currency\": \"USD\", \"method\": \"ACH\"}";
    HttpResponse<String> first = calls.post("/v1/payments", issuerKey, body);
    HttpResponse<String> again = calls.post("/v1/payments", issuerKey, body);
    HttpResponse<String> other = calls.post("/v1/payments", issuerKey, body.replace("50", "51"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.body()).doesNotContain(CARD);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(calls.post("/v1/payments", key, body).statusCode()).isEqualTo(403);
  }
}
