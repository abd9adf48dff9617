package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Method;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.people.Users;
import io.cardbeam.token.CardTokenizer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
  private static final String PASSWORD = "three cats in the snow";
  private static final CardTokenizer TOKENS = new CardTokenizer(new byte[32]);
  private static final String TOKEN = TOKENS.token(CARD);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

  @TempDir private static Path folder;

  private static ApiContract contract;
  private static TestKafka kafka;
  private static BooksOnTrial books;
  private static DecidingPeer peer;
  private static Database access;
  private static ConsoleServer console;
  private static Keys keys;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    contract = ApiContract.read();
    LOGGED.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(LOGGED);
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
    access = new Database(books.connection(), Pool.PEOPLE);
    keys = access.transact(ConsoleServerTest::makeCallers);
    awaitKey(keys.powerless());
  }

  private record Keys(String merchant, String analyst, String powerless) {}

  private static Keys makeCallers(Connection c) throws SQLException {
    Merchants.add(c, MerchantSettings.of("m-1", "Kaffeehaus", "food_dining", "USD"));
    for (Role role : Role.values()) {
      Users.addWithPassword(c, role.text(), role, PASSWORD, Instant.now());
    }
    long cardholder = Users.find(c, "cardholder").orElseThrow().id();
    Users.addCard(c, cardholder, TOKEN, Instant.now());
    return new Keys(
        key(c, KeyKind.MERCHANT, "m-1", KeyKind.MERCHANT.standardScopes()),
        key(c, KeyKind.ANALYST, "reports", Set.of(Scope.ANALYTICS_READ)),
        key(c, KeyKind.MERCHANT, "m-1", Set.of()));
  }

  private static String key(Connection c, KeyKind kind, String owner, Set<Scope> scopes)
      throws SQLException {
    return ApiKeys.create(c, kind, owner, scopes, Optional.empty()).text();
  }

  /** The console hears of new keys within moments. */
  private static void awaitKey(String text) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    HttpRequest probe =
        HttpRequest.newBuilder(uri("/v1/cube")).header("Authorization", "Bearer " + text).build();
    while (HttpClient.newHttpClient().send(probe, BodyHandlers.discarding()).statusCode() == 401) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
    access.close();
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
                    keyless.header("Authorization", "Bearer " + keys.merchant() + "0").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    assertThat(ask(" ".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(get("/v1/cards?last_four=1486", "").statusCode()).isEqualTo(401);
    assertThat(get("/v1/live", "").statusCode()).isEqualTo(401);
  }

  @Test
  void signsInWithAPasswordAndOutAgain() throws Exception {
    HttpResponse<String> signedIn = signIn("analyst");
    String cookie = cookie(signedIn);

    assertThat(signedIn.statusCode()).isEqualTo(204);
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .hasSize(2)
        .allSatisfy(set -> assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/"));
    assertThat(JSON.readTree(get("/v1/session", cookie).body()))
        .isEqualTo(JSON.readTree("{\"user\": \"analyst\", \"role\": \"analyst\", \"cards\": []}"));
    assertThat(post("/v1/sign-out", "", cookie).statusCode()).isEqualTo(204);
    assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void aCardholderSignsUpByTheBooksAndSeesOwnCardsAlone() throws Exception {
    String card = "4000000000000077";
    books.issue(TOKENS.token(card), "0077");
    books.buy(TOKENS.token(card), "own-1", "2026-03-02T10:00:00Z");
    String asked =
        "{\"user\": \"Carla\", \"password\": \"%s\", \"card_number\": \"%s\", \"birth_date\": \"%s\"}";

    HttpResponse<String> wrong =
        post("/v1/sign-up", asked.formatted(PASSWORD, card, "1980-02-28"), "");
    HttpResponse<String> right =
        post("/v1/sign-up", asked.formatted(PASSWORD, "4000 0000 0000 0077", "1980-02-29"), "");

    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).doesNotContain(card);
    assertThat(right.statusCode()).as(right.body()).isEqualTo(204);
    String cookie = cookie(right);
    JsonNode own = JSON.readTree(get("/v1/cards", cookie).body());
    assertThat(own.path("cards").findValuesAsText("last_four")).containsExactly("0077");
    assertThat(own.path("authorizations").findValuesAsText("request_id")).containsExactly("own-1");
    assertThat(own.path("authorizations").get(0).has("fraud_probability")).isFalse();
    JsonNode others = JSON.readTree(get("/v1/cards?token=" + TOKEN, cookie).body());
    assertThat(others.path("cards")).isEmpty();
    assertThat(others.path("authorizations")).isEmpty();
    assertThat(get("/v1/live", cookie).statusCode()).isEqualTo(403);
    assertThat(audited())
        .contains("user:carla sign-up user:carla", "user:carla card-look-up own cards");
  }

  @Test
  void noRouteServesWhoIsNotAdmitted() throws Exception {
    String cardholder = cookie(signIn("cardholder"));
    int checked = 0;
    for (Route route : console.routes()) {
      Set<Admission.Way> ways = route.admission().ways();
      if (ways.isEmpty()) {
        continue;
      }
      checked++;
      assertThat(send(route, "", "").statusCode()).as(route.path()).isEqualTo(401);
      assertThat(send(route, "Authorization", "Bearer " + "x".repeat(43)).statusCode())
          .as(route.path())
          .isEqualTo(401);
      assertThat(send(route, "Authorization", "Basic eDp5").statusCode())
          .as(route.path())
          .isEqualTo(401);
      if (ways.contains(Admission.Way.KEY)) {
        assertThat(send(route, "Authorization", "Bearer " + keys.powerless()).statusCode())
            .as(route.path())
            .isEqualTo(403);
      } else {
        assertThat(send(route, "Authorization", "Bearer " + keys.merchant()).statusCode())
            .as("a key is no session: " + route.path())
            .isEqualTo(401);
      }
      Set<String> grants = route.admission().grants();
      boolean forOthers =
          !ways.contains(Admission.Way.SESSION)
              || (grants.stream().anyMatch(grant -> Role.of(grant).isPresent())
                  && !grants.contains(Role.CARDHOLDER.text()));
      if (forOthers) {
        assertThat(send(route, "Cookie", cardholder).statusCode()).as(route.path()).isIn(401, 403);
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(9);
  }

  @Test
  void noPageOfAnotherSiteMakesABrowserChangeAnything() throws Exception {
    String cookie = cookie(signIn("administrator"));
    for (Route route : console.routes()) {
      boolean byCookie =
          route.admission().ways().isEmpty()
              || route.admission().ways().contains(Admission.Way.SESSION);
      if (route.method() == Method.GET || !byCookie) {
        continue;
      }
      for (String[] header :
          List.of(
              new String[] {"Sec-Fetch-Site", "cross-site"},
              new String[] {"Sec-Fetch-Site", "same-site"},
              new String[] {"Sec-Fetch-Site", "none"},
              new String[] {"Origin", "https://elsewhere.example"},
              new String[] {"Origin", "null"})) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(uri(route.path()))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .header(header[0], header[1])
                .POST(BodyPublishers.ofString("{}"));
        assertThat(
                contract.checked(http.send(request.build(), BodyHandlers.ofString())).statusCode())
            .as(route.path() + " " + header[0] + ": " + header[1])
            .isEqualTo(403);
      }
    }
    assertThat(get("/v1/session", cookie).statusCode()).as("still signed in").isEqualTo(200);
  }

  @Test
  void wrongKeysLockNobodyOut() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(uri("/v1/cube"))
                          .header("Authorization", "Bearer " + keys.merchant() + i)
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(401);
    }

    HttpResponse<String> right = ask(request("r-after", "5.00", "m-1"));
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=200;w=2");
    assertThat(right.headers().firstValue("RateLimit")).isPresent();
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
  void theCubeIsForAnalystsAndTheirProgramsAndNeedsAWarehouse() throws Exception {
    assertThat(get("/v1/cube?rows=state", "").statusCode()).isEqualTo(401);
    assertThat(get("/v1/cube?rows=state", cookie()).statusCode()).isEqualTo(404);
    HttpResponse<String> withKey =
        http.send(
            HttpRequest.newBuilder(uri("/v1/cube"))
                .header("Authorization", "Bearer " + keys.analyst())
                .build(),
            BodyHandlers.ofString());
    assertThat(withKey.statusCode()).isEqualTo(404);
    assertThat(withKey.body()).contains("start it with --warehouse");
  }

  @Test
  void servesWhatItsDocumentDescribesAndNothingElse() throws Exception {
    assertThat(contract.differences(console.routes(), Set.of())).isEmpty();
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
        !ready.body().contains("\"ready\"") && System.nanoTime() < end; ) {
      ready = get("/health/ready", "");
    }
    assertThat(JSON.readTree(ready.body()))
        .isEqualTo(
            JSON.readTree(
                "{\"status\": \"ready\", \"checks\": {\"kafka\": \"up\", \"postgresql\": \"up\",  \"recorder\": \"up\", \"decisions\": \"up\"}}"));
    ask(request("r-measured", "7.00", "m-1"));
    get("/nothing/" + CARD, "");
    HttpResponse<String> metrics = get("/metrics", "");

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
            "jvm_memory_used_bytes{")
        .doesNotContain(CARD);
  }

  private String cookie() throws Exception {
    return cookie(signIn("analyst"));
  }

  private HttpResponse<String> signIn(String user) throws Exception {
    return post(
        "/v1/sign-in", "{\"user\": \"" + user + "\", \"password\": \"" + PASSWORD + "\"}", "");
  }

  private static String cookie(HttpResponse<String> signedIn) {
    return signedIn.headers().allValues("Set-Cookie").stream()
        .map(set -> set.substring(0, set.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  private HttpResponse<String> send(Route route, String header, String value) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(route.path().replaceAll("[{}]", "")));
    if (!header.isEmpty()) {
      request.header(header, value);
    }
    if (route.body() != Body.NONE) {
      request.header("Content-Type", route.body().mediaType().orElseThrow());
    }
    request.method(route.method().name(), BodyPublishers.ofString("{}"));
    return contract.checked(http.send(request.build(), BodyHandlers.ofString()));
  }

  private static List<String> audited() throws SQLException {
    List<AuditEntry> entries =
        access.transact(c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
    return entries.stream().map(e -> e.actor() + " " + e.action() + " " + e.target()).toList();
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri("/v1/authorizations"))
                .header("Authorization", "Bearer " + keys.merchant())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  private HttpResponse<String> post(String path, String body, String cookie) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build(),
            BodyHandlers.ofString()));
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
