package io.cardbeam.console;

import static io.cardbeam.console.GatewayCalls.await;
import static io.cardbeam.console.GatewayCalls.json;
import static io.cardbeam.console.GatewayCalls.oneLine;
import static io.cardbeam.console.GatewayCalls.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.event.AuthorizationRequest;
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

/** Asking for authorizations, on a real Kafka and a real PostgreSQL. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AuthorizationsTest {
  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static GatewayCalls calls;
  private static String key;
  private static String othersKey;
  private static String detailedKey;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = gateway.calls();
    TestKeys keys = gateway.keys();
    key = keys.merchant(TestKeys.SHOP);
    othersKey = keys.merchant(TestKeys.TRUSTING);
    detailedKey = keys.detailed("m-1");
    gateway.awaitKey(detailedKey);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void answersWithTheDecisionAndAgainWithTheSame() throws Exception {
    HttpResponse<String> first = calls.ask(key, request("r-1", "1000.00", "Kaffeehaus"));
    HttpResponse<String> again = calls.ask(key, request("r-1", "1000.00", "Kaffeehaus"));

    JsonNode told = json(first);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(told.path("authorization_id").asText()).matches("au_[a-z2-7]{26}");
    assertThat(told.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(told.path("response_code").asText()).isEqualTo("05");
    assertThat(told.path("decided_by").asText()).isEqualTo("cardbeam");
    assertThat(told.path("amount").asText()).isEqualTo("1000.00");
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    JsonNode repeated = json(again);
    assertThat(repeated.path("repeated").asBoolean()).isTrue();
    assertThat(repeated.path("outcome")).isEqualTo(told.path("outcome"));
    assertThat(repeated.path("authorization_id")).isEqualTo(told.path("authorization_id"));
    assertThat(repeated.path("time")).isEqualTo(told.path("time"));
  }

  @Test
  void onlyWhoMaySeesScoreAndReasons() throws Exception {
    JsonNode plain = json(calls.ask(key, request("r-d1", "1000.00", "Kaffeehaus")));
    JsonNode detailed = json(calls.ask(detailedKey, request("r-d1", "1000.00", "Kaffeehaus")));

    assertThat(plain.has("fraud_probability") || plain.has("reasons")).isFalse();
    assertThat(detailed.path("fraud_probability").asDouble()).isEqualTo(0.75);
    assertThat(detailed.path("reasons").get(0).path("code").asText()).isEqualTo("AMOUNT");
  }

  @Test
  void anotherAmountUnderTheSameIdIsAConflictThatNamesTheField() throws Exception {
    calls.ask(key, request("r-2", "12.50", "Kaffeehaus"));
    HttpResponse<String> other = calls.ask(key, request("r-2", "9999.00", "Kaffeehaus"));

    assertThat(other.statusCode()).isEqualTo(409);
    JsonNode problem = json(other);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/request-id-reused");
    assertThat(problem.path("errors").findValuesAsText("pointer")).containsExactly("#/amount");
    assertThat(json(calls.ask(key, request("r-2", "12.50", "Kaffeehaus"))).path("outcome").asText())
        .isEqualTo("APPROVED");
  }

  @Test
  void ofParallelCopiesOneContentWinsAndNoIdHasTwoAnswers() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(calls.askLater(key, request("r-many", (i % 4 + 1) + ".00", "Kaffeehaus")));
    }
    List<String> amounts = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      HttpResponse<String> told = answer.get();
      assertThat(told.statusCode()).isIn(200, 409);
      if (told.statusCode() == 200) {
        amounts.add(json(told).path("amount").asText());
      }
    }
    assertThat(amounts).isNotEmpty();
    assertThat(amounts.stream().distinct()).hasSize(1);
  }

  @Test
  void answersByTheDeadlineWithTheDefaultAndReversesALateApproval() throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> late =
        calls.ask(
            key, request("r-late", "5.00", DecidingPeer.UNANSWERED), "Cardbeam-Timeout", "400");
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    JsonNode told = json(late);
    String id = told.path("authorization_id").asText();

    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(millis).isGreaterThanOrEqualTo(300);
    assertThat(told.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(told.path("response_code").asText()).isEqualTo("91");
    assertThat(told.path("decided_by").asText()).isEqualTo("default");

    gateway.peer().answerLate();
    JsonNode known =
        json(
            await(
                () -> calls.get("/v1/authorizations/" + id, key),
                answer -> json(answer).path("operations").size() == 1));
    assertThat(known.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(known.path("late_outcome").asText()).isEqualTo("APPROVED");
    assertThat(known.path("reversed").asText()).isEqualTo("5.00");
    assertThat(
            json(calls.ask(key, request("r-late", "5.00", DecidingPeer.UNANSWERED)))
                .path("decided_by")
                .asText())
        .isEqualTo("default");
  }

  @Test
  void aMerchantWhoAgreedSoIsApprovedUpToAnAmount() throws Exception {
    JsonNode small = json(calls.ask(othersKey, request("r-s", "10.00", DecidingPeer.UNANSWERED)));
    JsonNode large = json(calls.ask(othersKey, request("r-l", "10.01", DecidingPeer.UNANSWERED)));

    assertThat(small.path("outcome").asText()).isEqualTo("APPROVED");
    assertThat(large.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(small.path("decided_by").asText()).isEqualTo("default");
  }

  @Test
  void theStreamIsToldTheCountryOfTheShoppersAddressAndNotTheAddress() throws Exception {
    String body =
        request("r-geo", "7.77", "Kaffeehaus")
            .strip()
            .replaceFirst("}$", ", \"client_ip\": \"%s\"}");
    assertThat(calls.ask(key, body.formatted(GatewayOnTrial.ADDRESS_IN_AUSTRIA)).statusCode())
        .isEqualTo(200);
    assertThat(
            calls.ask(key, body.replace("r-geo", "r-nowhere").formatted("192.0.2.1")).statusCode())
        .isEqualTo(200);

    assertThat(gateway.peer().requests())
        .filteredOn(request -> request.getAmountMinor() == 777)
        .extracting(AuthorizationRequest::getClientCountry)
        .containsExactlyInAnyOrder("AT", null);
    assertThat(gateway.peer().read)
        .extracting(record -> new String(record.value(), ISO_8859_1))
        .noneMatch(value -> value.contains(GatewayOnTrial.ADDRESS_IN_AUSTRIA));
  }

  @Test
  void aBatchAnswersLineByLine() throws Exception {
    String lines =
        oneLine(request("b-1", "1.00", "x"))
            + "\n"
            + oneLine(request("b-2", "1.005", "x"))
            + "\nnonsense\n"
            + oneLine(request("b-1", "2.00", "x"));
    HttpResponse<String> answer = calls.batch(key, lines);

    List<String> told = answer.body().lines().toList();
    assertThat(told).hasSize(4);
    assertThat(json(told.get(0)).path("outcome").asText()).isEqualTo("APPROVED");
    assertThat(json(told.get(1)).path("status").asInt()).isEqualTo(422);
    assertThat(json(told.get(2)).path("status").asInt()).isEqualTo(400);
    assertThat(json(told.get(3)).path("status").asInt()).isEqualTo(409);
  }

  @Test
  void aTimeOutThatIsNoneIsRefused() throws Exception {
    for (String wrong : List.of("0", "99", "10001", "1s", "-5", "999999")) {
      assertThat(
              calls.ask(key, request("r-t", "1.00", "x"), "Cardbeam-Timeout", wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
  }
}
