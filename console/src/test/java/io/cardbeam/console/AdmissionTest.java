package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.CARD;
import static io.cardbeam.console.PageCalls.PASSWORD;
import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.TOKENS;
import static io.cardbeam.console.PageCalls.cookieOf;
import static io.cardbeam.console.PageCalls.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Method;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is let in to the whole console, and what nobody gets to see of it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AdmissionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static PageCalls calls;

  @BeforeAll
  static void start() throws Exception {
    LOGGED.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(LOGGED);
    gateway = GatewayOnTrial.start(folder);
    calls = PageCalls.of(gateway);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void aCardNumberIsNeitherInKafkaNorInAnAnswerNorInTheLog() throws Exception {
    List<HttpResponse<String>> answers =
        List.of(
            calls.ask(request("r-pan", "7.00", "m-1")),
            calls.ask(request(CARD, "7.00", "m-1")),
            calls.ask(request("r-pan-2", "7.00", "m-1").replace("}", "")),
            calls.ask(request("r-pan-3", CARD, "m-1")),
            calls.ask(request("r-pan-4", "7.00", "m-1").replace(CARD, "4539578763621487")));

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 422, 400, 422, 422);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(CARD));
    assertThat(gateway.peer().read)
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
        HttpRequest.newBuilder(calls.uri("/v1/authorizations"))
            .POST(BodyPublishers.ofString(request("r-2", "1.00", "m-1")));

    assertThat(calls.http().send(keyless.build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    assertThat(
            calls
                .http()
                .send(
                    keyless.header("Authorization", "Bearer " + calls.merchantKey() + "0").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    assertThat(calls.ask(" ".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(calls.get("/v1/cards?last_four=1486", "").statusCode()).isEqualTo(401);
    assertThat(calls.get("/v1/live/stream", "").statusCode()).isEqualTo(401);
  }

  @Test
  void signsInWithAPasswordAndOutAgain() throws Exception {
    HttpResponse<String> signedIn = calls.signIn("analyst");
    String cookie = cookieOf(signedIn);

    assertThat(signedIn.statusCode()).isEqualTo(204);
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .hasSize(2)
        .allSatisfy(set -> assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/"));
    assertThat(JSON.readTree(calls.get("/v1/session", cookie).body()))
        .isEqualTo(JSON.readTree("{\"user\": \"analyst\", \"role\": \"analyst\", \"cards\": []}"));
    assertThat(calls.post("/v1/sign-out", "", cookie).statusCode()).isEqualTo(204);
    for (String over : List.of(cookie, "", "cardbeam_session=" + "x".repeat(43))) {
      HttpResponse<String> nobody = calls.get("/v1/session", over);
      assertThat(nobody.statusCode()).as(over).isEqualTo(204);
      assertThat(nobody.body()).isEmpty();
    }
  }

  @Test
  void aCardholderSignsUpByTheBooksAndSeesOwnCardsAlone() throws Exception {
    String card = "4000000000000077";
    gateway.books().issue(TOKENS.token(card), "0077");
    gateway.books().buy(TOKENS.token(card), "own-1", "2026-03-02T10:00:00Z");
    String asked =
        "{\"user\": \"Carla\", \"password\": \"%s\", \"card_number\": \"%s\", \"birth_date\": \"%s\"}";

    HttpResponse<String> wrong =
        calls.post("/v1/sign-up", asked.formatted(PASSWORD, card, "1980-02-28"), "");
    HttpResponse<String> right =
        calls.post(
            "/v1/sign-up", asked.formatted(PASSWORD, "4000 0000 0000 0077", "1980-02-29"), "");

    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).doesNotContain(card);
    assertThat(right.statusCode()).as(right.body()).isEqualTo(204);
    String cookie = cookieOf(right);
    JsonNode own = JSON.readTree(calls.get("/v1/me/cards", cookie).body());
    assertThat(own.path("cards").findValuesAsText("last_four")).containsExactly("0077");
    String ownCard = "/v1/me/cards/" + TOKENS.token(card);
    assertThat(calls.get(ownCard, cookie).statusCode()).isEqualTo(200);
    assertThat(calls.get("/v1/me/cards/" + TOKEN, cookie).statusCode()).isEqualTo(404);
    assertThat(calls.get("/v1/cards?last_four=0077", cookie).statusCode()).isEqualTo(403);
    assertThat(calls.get("/v1/live/stream", cookie).statusCode()).isEqualTo(403);
    assertThat(audited())
        .contains(
            "user:carla sign-up user:carla",
            "user:carla card-look-up own card " + TOKENS.token(card));
  }

  @Test
  void noRouteServesWhoIsNotAdmitted() throws Exception {
    String cardholder = cookieOf(calls.signIn("cardholder"));
    int checked = 0;
    for (Route route : gateway.console().routes()) {
      Set<Admission.Way> ways = route.admission().ways();
      if (ways.isEmpty()) {
        continue;
      }
      checked++;
      assertThat(calls.send(route, "", "").statusCode()).as(route.path()).isEqualTo(401);
      assertThat(calls.send(route, "Authorization", "Bearer " + "x".repeat(43)).statusCode())
          .as(route.path())
          .isEqualTo(401);
      assertThat(calls.send(route, "Authorization", "Basic eDp5").statusCode())
          .as(route.path())
          .isEqualTo(401);
      if (ways.contains(Admission.Way.KEY)) {
        assertThat(
                calls.send(route, "Authorization", "Bearer " + calls.powerlessKey()).statusCode())
            .as(route.path())
            .isEqualTo(403);
      } else {
        assertThat(calls.send(route, "Authorization", "Bearer " + calls.merchantKey()).statusCode())
            .as("a key is no session: " + route.path())
            .isEqualTo(401);
      }
      Set<String> grants = route.admission().grants();
      boolean forOthers =
          !ways.contains(Admission.Way.SESSION)
              || (grants.stream().anyMatch(grant -> Role.of(grant).isPresent())
                  && !grants.contains(Role.CARDHOLDER.text()));
      if (forOthers) {
        assertThat(calls.send(route, "Cookie", cardholder).statusCode())
            .as(route.path())
            .isIn(401, 403);
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(9);
  }

  @Test
  void noPageOfAnotherSiteMakesABrowserChangeAnything() throws Exception {
    String cookie = cookieOf(calls.signIn("administrator"));
    for (Route route : gateway.console().routes()) {
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
            HttpRequest.newBuilder(calls.uri(route.path().replaceAll("[{}]", "")))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .header(header[0], header[1])
                .method(route.method().name(), BodyPublishers.ofString("{}"));
        assertThat(
                calls
                    .checked(calls.http().send(request.build(), BodyHandlers.ofString()))
                    .statusCode())
            .as(route.path() + " " + header[0] + ": " + header[1])
            .isEqualTo(403);
      }
    }
    assertThat(calls.get("/v1/session", cookie).statusCode()).as("still signed in").isEqualTo(200);
  }

  @Test
  void wrongKeysLockNobodyOut() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(
              calls
                  .http()
                  .send(
                      HttpRequest.newBuilder(calls.uri("/v1/cube"))
                          .header("Authorization", "Bearer " + calls.merchantKey() + i)
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(401);
    }

    HttpResponse<String> right = calls.ask(request("r-after", "5.00", "m-1"));
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=200;w=2");
    assertThat(right.headers().firstValue("RateLimit")).isPresent();
  }

  private static List<String> audited() throws SQLException {
    List<AuditEntry> entries =
        gateway
            .database()
            .transact(c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
    return entries.stream().map(e -> e.actor() + " " + e.action() + " " + e.target()).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
