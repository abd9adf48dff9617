package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.access.AccessDatabase;
import io.cardbeam.console.access.AccessKey;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.token.CardTokenizer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The whole console on a real Kafka and a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConsoleServerTest {
  private static final String CARD = "4539578763621486";
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final CardTokenizer TOKENS = new CardTokenizer(new byte[32]);
  private static final String TOKEN = TOKENS.token(CARD);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

  @TempDir private static Path folder;

  /** Described, and on their way. */
  private static final Set<String> PENDING =
      Set.of(
          "signIn",
          "signOut",
          "signUp",
          "setPassword",
          "getSession",
          "changePassword",
          "newTotp",
          "confirmTotp",
          "removeTotp",
          "enrolCard");

  private static ApiContract contract;
  private static TestKafka kafka;
  private static BooksOnTrial books;
  private static DecidingPeer peer;
  private static ConsoleServer console;
  private static String merchantKey;
  private static String analystKey;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    contract = ApiContract.read();
    LOGGED.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(LOGGED);
    kafka = TestKafka.start(folder);
    books = BooksOnTrial.start();
    peer = new DecidingPeer(kafka.connection());
    Path keyFile = Files.writeString(folder.resolve("console.key"), KEY + "\n");
    console =
        ConsoleServer.start(
            new ConsoleServer.Settings(
                kafka.connection(),
                books.connection(),
                Optional.empty(),
                new CardTokenizer(new byte[32]),
                AccessKey.read(keyFile)),
            WebOptions.on("127.0.0.1", 0));
    try (AccessDatabase database = new AccessDatabase(books.connection())) {
      TestKeys keys = new TestKeys(database);
      merchantKey = keys.merchant(MerchantSettings.of("m-1", "Shop", "shopping_net", "USD"));
      analystKey = keys.of(KeyKind.ANALYST, "cube");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
    peer.close();
    books.close();
    kafka.close();
  }

  @Test
  void aCardNumberIsNeitherInKafkaNorInAnAnswerNorInTheLog() throws Exception {
    List<HttpResponse<String>> answers =
        List.of(
            ask(request("r-pan", "7.00", "m-1")),
            ask(request(CARD, "7.00", "m-1")),
            ask(request("r-pan-2", "7.00", "m-1").replace("}", "")),
            ask(request("r-pan-3", CARD, "m-1")),
            ask(request("r-pan-4", "7.00", "m-1").replace(CARD, "4539578763621487")));

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 422, 400, 422, 422);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(CARD));
    assertThat(peer.read)
        .isNotEmpty()
        .allSatisfy(record -> assertThat(text(record.key())).isEqualTo(TOKEN))
        .allSatisfy(record -> assertThat(text(record.value())).doesNotContain(CARD));
    assertThat(List.copyOf(LOGGED.list))
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage() + event.getThrowableProxy())
                    .doesNotContain(CARD));
  }

  @Test
  void refusesWhoHasNoKeyAndWhatIsTooLong() throws Exception {
    HttpRequest.Builder keyless =
        HttpRequest.newBuilder(uri("/v1/authorizations"))
            .POST(BodyPublishers.ofString(request("r-2", "1.00", "m-1")));

    assertThat(http.send(keyless.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(
            http.send(
                    keyless.header("Authorization", "Bearer " + KEY + "0").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    assertThat(ask(" ".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(get("/v1/cards?last_four=1486", "").statusCode()).isEqualTo(401);
    assertThat(get("/v1/live", "").statusCode()).isEqualTo(401);
  }

  @Test
  void signsInWithTheKeyAndOutAgain() throws Exception {
    HttpResponse<String> signedIn = post("/sign-in", "{\"key\": \"" + KEY + "\"}", "");
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(204);
    post("/sign-out", "", cookie);
    assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void showsAPageThatMayLoadNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
    assertThat(page.body()).contains("/console.js").doesNotContain("http://", "https://");
  }

  @Test
  void looksUpWhatIsBookedOnACard() throws Exception {
    String other = TOKENS.token("4000000000001486");
    books.issue(TOKEN, "1486");
    books.issue(other, "1486");
    books.buy(TOKEN, "b-1", "2026-03-02T10:00:00Z");
    books.buy(other, "b-2", "2026-03-02T11:00:00Z");
    String cookie = cookie();

    JsonNode one = JSON.readTree(get("/v1/cards?token=" + TOKEN, cookie).body());
    JsonNode both = JSON.readTree(get("/v1/cards?last_four=1486", cookie).body());
    JsonNode none = JSON.readTree(get("/v1/cards?last_four=0000", cookie).body());

    assertThat(one.path("authorizations"))
        .containsExactly(
            JSON.readTree(
                """
                {"time": "2026-03-02T10:00:00Z", "amount": "1234.56", "currency": "USD",
                 "card_token": "%s", "outcome": "APPROVED", "request_id": "b-1",
                 "merchant": "Kaffeehaus", "category": "food_dining", "city": "Vienna",
                 "state": "VA", "fraud_probability": 0.25, "reasons": ["first", "second"]}
                """
                    .formatted(TOKEN)));
    assertThat(one.path("transactions").findValuesAsText("id")).containsExactly("b-1");
    assertThat(both.path("cards").findValuesAsText("card_token"))
        .containsExactlyInAnyOrder(TOKEN, other);
    assertThat(both.path("authorizations").findValuesAsText("request_id"))
        .containsExactly("b-2", "b-1");
    assertThat(none.path("cards")).isEmpty();
    assertThat(get("/v1/cards?last_four=1%27--", cookie).statusCode()).isEqualTo(400);
  }

  @Test
  void streamsFiguresAndAlertsAsTheyCome() throws Exception {
    HttpResponse<Stream<String>> live =
        http.send(
            HttpRequest.newBuilder(uri("/v1/live")).header("Cookie", cookie()).build(),
            BodyHandlers.ofLines());
    ask(request("r-live", "2500.00", "m-1"));

    try (Stream<String> lines = live.body()) {
      Optional<String> alert =
          lines
              .filter(
                  l ->
                      l.startsWith("data:")
                          && l.contains(
                              "\"id\":\"" + IdKind.AUTHORIZATION.of("m-1", "r-live") + "\""))
              .findFirst();
      JsonNode told = JSON.readTree(alert.orElseThrow().substring("data:".length()));
      assertThat(told.path("amount").asText()).isEqualTo("2500.00");
      assertThat(told.path("last_four").asText()).isEqualTo("1486");
    }
    HttpResponse<Stream<String>> later =
        http.send(
            HttpRequest.newBuilder(uri("/v1/live")).header("Cookie", cookie()).build(),
            BodyHandlers.ofLines());
    try (Stream<String> lines = later.body()) {
      assertThat(lines.filter(l -> l.contains("\"state\":\"CA\"")).findFirst()).isPresent();
    }
  }

  @Test
  void theCubeIsForWhoeverHasTheKeyAndNeedsAWarehouse() throws Exception {
    assertThat(get("/v1/cube?rows=state", "").statusCode()).isEqualTo(401);
    assertThat(get("/v1/cube?rows=state", cookie()).statusCode()).isEqualTo(404);
    HttpResponse<String> withKey =
        http.send(
            HttpRequest.newBuilder(uri("/v1/cube"))
                .header("Authorization", "Bearer " + analystKey)
                .build(),
            BodyHandlers.ofString());
    assertThat(withKey.statusCode()).isEqualTo(404);
    assertThat(withKey.body()).contains("start it with --warehouse");
  }

  @Test
  void servesWhatItsDocumentDescribesAndNothingElse() throws Exception {
    assertThat(contract.differences(console.routes(), PENDING)).isEmpty();
    assertThat(get("/openapi.json", "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = get("/nothing", "");
    String page = JSON.readTree(refused.body()).path("type").asText();
    assertThat(get(page, "").body()).startsWith("# There is no such thing");
    assertThat(get("/problems/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhetherItIsReadyAndWhatItMeasures() throws Exception {
    assertThat(get("/health/live", "").body()).isEqualTo("{\"status\":\"live\"}");
    HttpResponse<String> ready = get("/health/ready", "");
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        ready.statusCode() != 200 && System.nanoTime() < end; ) {
      ready = get("/health/ready", "");
    }
    assertThat(JSON.readTree(ready.body()))
        .isEqualTo(
            JSON.readTree(
                "{\"status\": \"ready\", \"checks\": {\"kafka\": \"up\", \"postgresql\": \"up\"}}"));
    ask(request("r-measured", "7.00", "m-1"));
    get("/nothing/" + CARD, "");
    HttpResponse<String> metrics = get("/metrics", "");

    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain;");
    assertThat(metrics.body())
        .contains(
            "http_server_requests_seconds_bucket{route=\"GET /health/live\",status=\"200\",le=\"",
            "http_server_requests_in_flight ",
            "kafka_consumer_fetch_manager_records_lag",
            "jvm_memory_used_bytes{")
        .doesNotContain(CARD);
  }

  @Test
  void theAddressOnTheTerminalSignsInOnce() throws Exception {
    HttpResponse<String> first = get(console.entryPath(), "");
    HttpResponse<String> second = get(console.entryPath(), "");

    assertThat(first.headers().firstValue("Set-Cookie")).isPresent();
    assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
  }

  private String cookie() throws Exception {
    return post("/sign-in", "{\"key\": \"" + KEY + "\"}", "")
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow();
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri("/v1/authorizations"))
                .header("Authorization", "Bearer " + merchantKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  private HttpResponse<String> post(String path, String body, String cookie) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build(),
            BodyHandlers.ofString());
    boolean pending = path.equals("/v1/session"); // described as it will be
    return pending ? answer : contract.checked(answer);
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.port() + path);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static String request(String id, String amount, String merchantId) {
    return """
        {"request_id": "%s", "card_number": "%s", "amount": "%s", "currency": "USD",
         "merchant": {"id": "%s", "name": "Kaffeehaus", "category": "food_dining"}}
        """
        .formatted(id, CARD, amount, merchantId);
  }
}
