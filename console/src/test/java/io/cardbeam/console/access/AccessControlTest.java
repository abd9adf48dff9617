package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every scope and role against every admission there is, over HTTP. */
class AccessControlTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<Scope, String> KEYS = new EnumMap<>(Scope.class);
  private static final TableOfSessions SESSIONS = new TableOfSessions();

  private static BooksOnTrial books;
  private static KeyRing ring;
  private static Javalin web;
  private static String slow = "";

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.ACCESS.migrate(books.connection());
    try (Database database = new Database(books.connection(), Pool.PEOPLE)) {
      database.change(
          c -> {
            Merchants.add(c, MerchantSettings.of("m-1", "Shop", "grocery_pos", "USD"));
            for (Scope scope : Scope.values()) {
              KeyKind kind =
                  List.of(KeyKind.values()).stream()
                      .filter(k -> k.allows(scope))
                      .findFirst()
                      .orElseThrow();
              KEYS.put(
                  scope,
                  ApiKeys.create(c, kind, "m-1", Set.of(scope), Optional.of(new Rate(1_000, 1_000)))
                      .text());
            }
            slow =
                ApiKeys.create(
                        c,
                        KeyKind.MERCHANT,
                        "m-1",
                        Set.of(Scope.EVENTS_READ),
                        Optional.of(new Rate(1, 2)))
                    .text();
          });
    }
    MovableClock clock = new MovableClock();
    ring = KeyRing.start(books.connection(), clock);
    AccessControl control =
        new AccessControl(new KeyAuthentication(ring), SESSIONS, new SessionCookie(), clock);
    List<Route> routes = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      routes.add(route("/key/" + scope, control.key(scope)));
      routes.add(route("/both/" + scope, control.keyOrSession(scope, Role.ANALYST)));
    }
    for (Role role : Role.values()) {
      routes.add(route("/role/" + role, control.session(role)));
    }
    routes.add(route("/anybody", control.session()));
    web =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              new RouteTable(routes).mount(config.routes);
            });
    web.start("127.0.0.1", 0);
  }

  private static Route route(String path, Admission admission) {
    return Route.get(path, "", admission, ctx -> ctx.result(AccessControl.caller(ctx).auditName()))
        .producing();
  }

  @AfterAll
  static void stop() throws IOException {
    web.stop();
    ring.close();
    books.close();
  }

  @Test
  void aKeyOpensWhatItsScopeSaysAndNothingElse() throws Exception {
    for (Scope has : Scope.values()) {
      for (Scope needed : Scope.values()) {
        for (String path : List.of("/key/", "/both/")) {
          HttpResponse<String> answer = withKey(path + needed, key(has));
          assertThat(answer.statusCode())
              .as(has + " at " + path + needed)
              .isEqualTo(has == needed ? 200 : 403);
          if (has == needed) {
            assertThat(answer.body()).startsWith("key:k_");
          } else {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_scope", needed.text());
          }
        }
      }
      for (Role role : Role.values()) {
        assertThat(withKey("/role/" + role, key(has)).statusCode()).isEqualTo(401);
      }
    }
  }

  @Test
  void aPersonOpensWhatTheRoleSaysAndNoRouteOfKeys() throws Exception {
    for (Role has : Role.values()) {
      for (Role needed : Role.values()) {
        assertThat(withSession("/role/" + needed, has.name()).statusCode())
            .as(has + " at " + needed)
            .isEqualTo(has == needed ? 200 : 403);
      }
      assertThat(withSession("/anybody", has.name()).body()).isEqualTo("user:" + has.text());
      for (Scope scope : Scope.values()) {
        assertThat(withSession("/key/" + scope, has.name()).statusCode()).isEqualTo(401);
        assertThat(withSession("/both/" + scope, has.name()).statusCode())
            .isEqualTo(has == Role.ANALYST ? 200 : 403);
      }
    }
    assertThat(withSession("/anybody", "nobody").statusCode()).isEqualTo(401);
    assertThat(withSession("/anybody", "").statusCode()).isEqualTo(401);
  }

  @Test
  void anEmptyBucketIsAnswered429AndSaysUntilWhen() throws Exception {
    assertThat(withKey("/key/EVENTS_READ", slow).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = withKey("/key/EVENTS_READ", slow);
    for (int i = 0; i < 5 && answer.statusCode() == 200; i++) {
      answer = withKey("/key/EVENTS_READ", slow);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=2;w=2");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"key\";r=0;t=");
    assertThat(answer.body()).contains("/problems/rate-limited");
    assertThat(withKey("/key/EVENTS_READ", key(Scope.EVENTS_READ)).statusCode())
        .as("another key of the same merchant from the same address")
        .isEqualTo(200);
  }

  @Test
  void peopleAreTurnedAwayAndKeysGoOnWhileTheDatabaseIsDown() throws Exception {
    assertThat(withSession("/anybody", TableOfSessions.DOWN).statusCode()).isEqualTo(503);
    assertThat(withKey("/key/EVENTS_READ", key(Scope.EVENTS_READ)).statusCode()).isEqualTo(200);
  }

  private static String key(Scope scope) {
    return KEYS.getOrDefault(scope, "");
  }

  private static HttpResponse<String> withKey(String path, String key) throws Exception {
    return send(path, "Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> withSession(String path, String id) throws Exception {
    return send(path, "Cookie", "cardbeam_session=" + id);
  }

  private static HttpResponse<String> send(String path, String header, String value)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
            .header(header, value)
            .build(),
        BodyHandlers.ofString());
  }

  /** A session of each role, by the role's name; SigningInTest has real ones. */
  private static final class TableOfSessions implements OpenSessions {
    private static final String DOWN = "down";

    @Override
    public Optional<PersonCaller> use(String id) throws SQLException {
      if (id.equals(DOWN)) {
        throw new SQLException("the database is down");
      }
      return Role.of(id.toLowerCase(java.util.Locale.ROOT))
          .map(role -> new PersonCaller(1, role.text(), role, Set.of()));
    }

    @Override
    public Optional<PersonCaller> look(String id) throws SQLException {
      return use(id);
    }
  }
}
