package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.token.CardTokenizer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API for payments on a real Kafka and a real PostgreSQL. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PaymentsTest {
  private static final String CARD = "4539578763621486";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final MerchantSettings SHOP =
      new MerchantSettings(
          "m-1", "Shop", "shopping_net", "USD", 2_000, Map.of(), new Rate(10_000, 10_000), true);
  private static final MerchantSettings TRUSTING =
      new MerchantSettings(
          "m-2",
          "Trusting",
          "shopping_net",
          "USD",
          300,
          Map.of("USD", 1_000L),
          new Rate(10_000, 10_000),
          true);

  @TempDir private static Path folder;
  private static ApiContract contract;
  private static TestKafka kafka;
  private static BooksOnTrial books;
  private static DecidingPeer peer;
  private static ConsoleServer console;
  private static Database database;
  private static String key;
  private static String detailedKey;
  private static String othersKey;
  private static String issuerKey;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    contract = ApiContract.read();
    kafka = TestKafka.start(folder);
    books = BooksOnTrial.start();
    peer = new DecidingPeer(kafka.connection());
    console =
        ConsoleServer.start(
            new ConsoleServer.Settings(
                kafka.connection(),
                books.connection(),
                Optional.empty(),
                () -> new CardTokenizer(new byte[32]),
                new SecretBox(new byte[SecretBox.KEY_BYTES])),
            WebOptions.on("127.0.0.1", 0));
    database = new Database(books.connection(), Pool.PEOPLE);
    TestKeys keys = new TestKeys(database);
    key = keys.merchant(SHOP);
    othersKey = keys.merchant(TRUSTING);
    detailedKey = keys.detailed("m-1");
    issuerKey = keys.of(KeyKind.ISSUER, "first-bank");
    await(() -> get("/v1/payments", issuerKey), answer -> answer.statusCode() != 401);
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
    database.close();
    peer.close();
    books.close();
    kafka.close();
  }

  @Test
  void answersWithTheDecisionAndAgainWithTheSame() throws Exception {
    HttpResponse<String> first = ask(key, request("r-1", "1000.00", "Kaffeehaus"));
    HttpResponse<String> again = ask(key, request("r-1", "1000.00", "Kaffeehaus"));

    JsonNode told = JSON.readTree(first.body());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(told.path("authorization_id").asText()).matches("au_[a-z2-7]{26}");
    assertThat(told.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(told.path("response_code").asText()).isEqualTo("05");
    assertThat(told.path("decided_by").asText()).isEqualTo("cardbeam");
    assertThat(told.path("amount").asText()).isEqualTo("1000.00");
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    JsonNode repeated = JSON.readTree(again.body());
    assertThat(repeated.path("repeated").asBoolean()).isTrue();
    assertThat(repeated.path("outcome")).isEqualTo(told.path("outcome"));
    assertThat(repeated.path("authorization_id")).isEqualTo(told.path("authorization_id"));
    assertThat(repeated.path("time")).isEqualTo(told.path("time"));
  }

  @Test
  void onlyWhoMaySeesScoreAndReasons() throws Exception {
    JsonNode plain = JSON.readTree(ask(key, request("r-d1", "1000.00", "Kaffeehaus")).body());
    JsonNode detailed =
        JSON.readTree(ask(detailedKey, request("r-d1", "1000.00", "Kaffeehaus")).body());

    assertThat(plain.has("fraud_probability") || plain.has("reasons")).isFalse();
    assertThat(detailed.path("fraud_probability").asDouble()).isEqualTo(0.75);
    assertThat(detailed.path("reasons").get(0).path("code").asText()).isEqualTo("AMOUNT");
  }

  @Test
  void anotherAmountUnderTheSameIdIsAConflictThatNamesTheField() throws Exception {
    ask(key, request("r-2", "12.50", "Kaffeehaus"));
    HttpResponse<String> other = ask(key, request("r-2", "9999.00", "Kaffeehaus"));

    assertThat(other.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(other.body());
    assertThat(problem.path("type").asText()).isEqualTo("/problems/request-id-reused");
    assertThat(problem.path("errors").findValuesAsText("pointer")).containsExactly("#/amount");
    assertThat(json(ask(key, request("r-2", "12.50", "Kaffeehaus"))).path("outcome").asText())
        .isEqualTo("APPROVED");
  }

  @Test
  void ofParallelCopiesOneContentWinsAndNoIdHasTwoAnswers() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(askLater(key, request("r-many", (i % 4 + 1) + ".00", "Kaffeehaus")));
    }
    List<String> amounts = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      HttpResponse<String> told = answer.get();
      assertThat(told.statusCode()).isIn(200, 409);
      if (told.statusCode() == 200) {
        amounts.add(JSON.readTree(told.body()).path("amount").asText());
      }
    }
    assertThat(amounts).isNotEmpty();
    assertThat(amounts.stream().distinct()).hasSize(1);
  }

  @Test
  void answersByTheDeadlineWithTheDefaultAndReversesALateApproval() throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> late =
        ask(key, request("r-late", "5.00", DecidingPeer.UNANSWERED), "Cardbeam-Timeout", "400");
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    JsonNode told = JSON.readTree(late.body());
    String id = told.path("authorization_id").asText();

    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(millis).isGreaterThanOrEqualTo(300);
    assertThat(told.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(told.path("response_code").asText()).isEqualTo("91");
    assertThat(told.path("decided_by").asText()).isEqualTo("default");

    peer.answerLate();
    JsonNode known =
        json(
            await(
                () -> get("/v1/authorizations/" + id, key),
                answer -> json(answer).path("operations").size() == 1));
    assertThat(known.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(known.path("late_outcome").asText()).isEqualTo("APPROVED");
    assertThat(known.path("reversed").asText()).isEqualTo("5.00");
    assertThat(
            json(ask(key, request("r-late", "5.00", DecidingPeer.UNANSWERED)))
                .path("decided_by")
                .asText())
        .isEqualTo("default");
  }

  @Test
  void aMerchantWhoAgreedSoIsApprovedUpToAnAmount() throws Exception {
    JsonNode small = json(ask(othersKey, request("r-s", "10.00", DecidingPeer.UNANSWERED)));
    JsonNode large = json(ask(othersKey, request("r-l", "10.01", DecidingPeer.UNANSWERED)));

    assertThat(small.path("outcome").asText()).isEqualTo("APPROVED");
    assertThat(large.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(small.path("decided_by").asText()).isEqualTo("default");
  }

  @Test
  void capturesInPartsReleasesTheRestAndRefunds() throws Exception {
    String id = approved("r-c", "100.00");
    JsonNode first =
        json(
            post(
                "/v1/authorizations/" + id + "/captures",
                key,
                """
                {"request_id": "c-1", "amount": "40.00", "items": [
                  {"description": "Cup", "quantity": 3, "unit_price": "10.00"},
                  {"description": "Tea", "unit_price": "10.00"}]}
                """));
    HttpResponse<String> tooMuch =
        post(
            "/v1/authorizations/" + id + "/captures",
            key,
            "{\"request_id\": \"c-2\", \"amount\": \"60.01\"}");
    JsonNode last =
        json(
            post(
                "/v1/authorizations/" + id + "/captures",
                key,
                "{\"request_id\": \"c-3\", \"amount\": \"20.00\", \"final\": true}"));
    HttpResponse<String> refund =
        post(
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
    JsonNode all = json(get("/v1/authorizations/" + id, key));
    assertThat(all.path("captured").asText()).isEqualTo("60.00");
    assertThat(all.path("reversed").asText()).isEqualTo("40.00");
    assertThat(all.path("refunded").asText()).isEqualTo("40.00");
  }

  @Test
  void whatWasApprovedCanBeReadAndCapturedAtOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      String id =
          json(ask(key, request("r-at-once-" + i, "1.00", "Kaffeehaus")))
              .path("authorization_id")
              .asText();
      assertThat(json(get("/v1/authorizations/" + id, key)).path("outcome").asText())
          .isEqualTo("APPROVED");
      HttpResponse<String> capture =
          post(
              "/v1/authorizations/" + id + "/captures",
              key,
              "{\"request_id\": \"c-at-once-%d\"}".formatted(i));
      assertThat(capture.statusCode()).as(capture.body()).isEqualTo(201);
      assertThat(json(get("/v1/authorizations/" + id, key)).path("captured").asText())
          .isEqualTo("1.00");
    }
  }

  @Test
  void aRepeatedCaptureIsTheSameAndAnotherUnderItsIdAConflict() throws Exception {
    String id = approved("r-cr", "100.00");
    String path = "/v1/authorizations/" + id + "/captures";
    String body = "{\"request_id\": \"c-r\", \"amount\": \"40.00\"}";
    HttpResponse<String> first = post(path, key, body);
    HttpResponse<String> again = post(path, key, body);
    HttpResponse<String> other = post(path, key, body.replace("40", "41"));
    HttpResponse<String> elsewhere =
        post("/v1/authorizations/" + approved("r-cr2", "100.00") + "/captures", key, body);

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
    String id = approved("r-cp", "100.00");
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      answers.add(
          later(
              "/v1/authorizations/" + id + "/captures",
              key,
              "{\"request_id\": \"c-p%d\", \"amount\": \"9.00\"}".formatted(i)));
    }
    int taken = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      taken += answer.get().statusCode() == 201 ? 1 : 0;
    }
    assertThat(taken).isEqualTo(11);
    assertThat(json(get("/v1/authorizations/" + id, key)).path("captured").asText())
        .isEqualTo("99.00");
  }

  @Test
  void nothingFollowsADecline() throws Exception {
    String id = json(ask(key, request("r-dec", "1000.00", "x"))).path("authorization_id").asText();
    await(() -> get("/v1/authorizations/" + id, key), answer -> answer.statusCode() == 200);

    HttpResponse<String> capture =
        await(
            () -> post("/v1/authorizations/" + id + "/captures", key, "{\"request_id\": \"c-d\"}"),
            answer -> answer.statusCode() != 404);
    assertThat(capture.statusCode()).isEqualTo(409);
    assertThat(json(capture).path("type").asText())
        .isEqualTo("/problems/authorization-not-approved");
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
    String id = approved("r-mine", "10.00");
    String[] parts = call.formatted(id).split(" ", 3);

    HttpResponse<String> answer =
        parts[0].equals("GET") ? get(parts[1], othersKey) : post(parts[1], othersKey, parts[2]);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("10.00", "Kaffeehaus");
  }

  @Test
  void listsOnlyTheCallersOwnPageByPage() throws Exception {
    for (int i = 0; i < 5; i++) {
      approved("r-list-" + i, "1.00");
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(get("/v1/authorizations?limit=2" + cursor, key));
      ids.addAll(page.path("authorizations").findValuesAsText("authorization_id"));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : "";
    } while (!cursor.isEmpty());

    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    JsonNode others = json(get("/v1/authorizations?limit=100", othersKey));
    assertThat(others.path("authorizations").findValuesAsText("authorization_id"))
        .doesNotContainAnyElementsOf(ids);
    assertThat(get("/v1/authorizations?cursor=x", key).statusCode()).isEqualTo(400);
    String never = "+999999999-01-01T00:00:00Z au_" + "a".repeat(26);
    String cursorOfNever = Base64.getUrlEncoder().encodeToString(never.getBytes(UTF_8));
    assertThat(get("/v1/authorizations?cursor=" + cursorOfNever, key).statusCode()).isEqualTo(400);
    assertThat(get("/v1/authorizations?outcome=MAYBE", key).statusCode()).isEqualTo(400);
    assertThat(get("/v1/authorizations?colour=red", key).statusCode()).isEqualTo(400);
  }

  @Test
  void eventsFollowInOrderAndNoneIsMissed() throws Exception {
    String id = approved("r-ev", "10.00");
    post("/v1/authorizations/" + id + "/captures", key, "{\"request_id\": \"c-ev\"}");

    List<String> types = new ArrayList<>();
    String cursor = "";
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (types.size() < 2 && System.nanoTime() < deadline) {
      JsonNode page = json(get("/v1/events?limit=100" + cursor, key));
      for (JsonNode event : page.path("events")) {
        if (event.path("data").path("authorization_id").asText().equals(id)) {
          types.add(event.path("type").asText());
        }
      }
      cursor = "&cursor=" + page.path("next_cursor").asText();
    }
    assertThat(types).containsExactly("authorization.decided", "capture.accepted");
  }

  @Test
  void anIssuerReportsPaymentsAndNobodyElse() throws Exception {
    String body =
        "{\"request_id\": \"p-1\", \"card_number\": \""
            + CARD
            + "\", \"amount\": \"50.00\","
            + " \"currency\": \"USD\", \"method\": \"ACH\"}";
    HttpResponse<String> first = post("/v1/payments", issuerKey, body);
    HttpResponse<String> again = post("/v1/payments", issuerKey, body);
    HttpResponse<String> other = post("/v1/payments", issuerKey, body.replace("50", "51"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.body()).doesNotContain(CARD);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(post("/v1/payments", key, body).statusCode()).isEqualTo(403);
  }

  @Test
  void aBatchAnswersLineByLine() throws Exception {
    String lines =
        oneLine(request("b-1", "1.00", "x"))
            + "\n"
            + oneLine(request("b-2", "1.005", "x"))
            + "\nnonsense\n"
            + oneLine(request("b-1", "2.00", "x"));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri("/v1/authorizations/batch"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build(),
            BodyHandlers.ofString());

    List<String> told = answer.body().lines().toList();
    assertThat(told).hasSize(4);
    assertThat(JSON.readTree(told.get(0)).path("outcome").asText()).isEqualTo("APPROVED");
    assertThat(JSON.readTree(told.get(1)).path("status").asInt()).isEqualTo(422);
    assertThat(JSON.readTree(told.get(2)).path("status").asInt()).isEqualTo(400);
    assertThat(JSON.readTree(told.get(3)).path("status").asInt()).isEqualTo(409);
  }

  @Test
  void aTimeOutThatIsNoneIsRefused() throws Exception {
    for (String wrong : List.of("0", "99", "10001", "1s", "-5", "999999")) {
      assertThat(ask(key, request("r-t", "1.00", "x"), "Cardbeam-Timeout", wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
  }

  /** An approved authorization that is written down. */
  private String approved(String requestId, String amount) throws Exception {
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

  private interface Call {
    HttpResponse<String> get() throws Exception;
  }

  private static HttpResponse<String> await(Call call, Predicate<HttpResponse<String>> until)
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

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private HttpResponse<String> ask(String by, String body, String... headers) throws Exception {
    return contract.checked(
        http.send(post("/v1/authorizations", by, body, headers), BodyHandlers.ofString()));
  }

  private CompletableFuture<HttpResponse<String>> askLater(String by, String body) {
    return later("/v1/authorizations", by, body);
  }

  private CompletableFuture<HttpResponse<String>> later(String path, String by, String body) {
    return http.sendAsync(post(path, by, body, new String[0]), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String by, String body) throws Exception {
    return contract.checked(
        http.send(post(path, by, body, new String[0]), BodyHandlers.ofString()));
  }

  private static HttpRequest post(String path, String by, String body, String[] headers) {
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

  private static HttpResponse<String> get(String path, String by) throws Exception {
    return contract.checked(
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + by).build(),
                BodyHandlers.ofString()));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.port() + path);
  }

  private static String oneLine(String json) {
    return json.replace("\n", " ");
  }

  private static String request(String id, String amount, String name) {
    return """
        {"request_id": "%s", "card_number": "%s", "amount": "%s",
         "merchant": {"name": "%s", "category": "food_dining"}}
        """
        .formatted(id, CARD, amount, name);
  }
}
