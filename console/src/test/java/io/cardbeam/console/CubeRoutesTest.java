package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.cookieOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.cube.StarAndBooks;
import io.cardbeam.console.cube.StarAndBooks.Document;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.query.StarFolder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cube's routes on a real console; answers keep to its document. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CubeRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALL = 2_000;
  private static final int BUILT = 1_500;
  private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private static Path folder;
  private static final AtomicReference<Optional<String>> PROGRESS =
      new AtomicReference<>(Optional.of("the history is read"));
  private static GatewayOnTrial gateway;
  private static PageCalls calls;
  private static String analyst;
  private static String administrator;
  private static JsonNode before;

  @BeforeAll
  static void start() throws Exception {
    StarFolder whole = StarAndBooks.build(folder);
    StarAndBooks.beginning(whole, folder.resolve("beginning"), BUILT);
    List<Document> documents = StarAndBooks.documents(whole);
    Path star = folder.resolve("star");
    gateway = GatewayOnTrial.start(folder, new Warehouse(star, PROGRESS::get));
    calls = PageCalls.of(gateway);
    analyst = calls.cookie();
    administrator = cookieOf(calls.signIn("administrator"));
    before = JSON.readTree(calls.get("/v1/cube?format=json", analyst).body());
    assertThat(json("/v1/cube/catalogue").path("star").path("state").asText())
        .isEqualTo("building");
    gateway
        .books()
        .storeAll(
            documents.stream().map(Document::kind).toList(),
            documents.stream().map(Document::text).toList());
    Files.createSymbolicLink(star, folder.resolve("beginning"));
    PROGRESS.set(Optional.empty());
    long end = System.nanoTime() + WITHIN_NANOS;
    while (!json("/v1/cube/catalogue").path("star").has("since")) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void whileTheFirstStarIsBuiltThePageIsToldHowFarItIs() {
    assertThat(before.path("status").asInt()).isEqualTo(503);
    assertThat(before.path("detail").asText()).contains("the history is read");
  }

  @Test
  void answersHoldWhatCameSinceAndSayHowMuch() throws Exception {
    JsonNode answer = json("/v1/cube?format=json&measures=count,amount");

    assertThat(answer.at("/cells/0/0").asInt()).isEqualTo(ALL);
    assertThat(answer.at("/cells/0/1").isTextual()).isTrue();
    assertThat(answer.at("/star/since/authorizations").asInt()).isEqualTo(ALL - BUILT);
    assertThat(answer.at("/star/since/transactions").asInt()).isPositive();
    assertThat(answer.at("/star/built_to").asText()).startsWith("2025-03-");
  }

  @Test
  void bothFactsAreCountedBesideEachOther() throws Exception {
    JsonNode both =
        json(
            "/v1/cube?format=json&fact=both&rows=category&totals=true&measures=declined,purchases,"
                + "authorization.amount,transaction.amount");
    JsonNode requests = json("/v1/cube?format=json&rows=category&totals=true&measures=amount");

    assertThat(both.path("columns").findValuesAsText("name"))
        .endsWith("declined", "purchases", "authorization.amount", "transaction.amount");
    for (int i = 0; i < requests.path("cells").size(); i++) {
      JsonNode expected = requests.path("cells").get(i);
      assertThat(both.path("cells").get(i).get(0)).isEqualTo(expected.get(0));
      assertThat(both.path("cells").get(i).get(4)).isEqualTo(expected.get(2));
    }
  }

  @Test
  void everyCellsRowsAreAsManyAsItSaysTotalsToo() throws Exception {
    for (String measure : List.of("count", "declined", "referred", "frauds")) {
      JsonNode answer = json("/v1/cube?format=json&rows=category&totals=true&measures=" + measure);
      for (JsonNode cell : answer.path("cells")) {
        String where =
            cell.get(0).isNull()
                ? ""
                : "&where=" + encoded("category = '" + cell.get(0).asText() + "'");
        assertThat(rows("fact=authorization&limit=300&measure=" + measure + where))
            .as("%s of %s", measure, cell)
            .hasSize(cell.get(2).asInt());
      }
    }
  }

  /** All rows, page by page; none comes twice. */
  private static Set<String> rows(String query) throws Exception {
    Set<String> keys = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = json("/v1/cube/rows?" + query + cursor);
      for (JsonNode row : page.path("rows")) {
        assertThat(keys.add(row.path("key").asText())).isTrue();
      }
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : "";
    } while (!cursor.isEmpty());
    return keys;
  }

  @Test
  void aTransactionLeadsToItsDecisionAndItsStatement() throws Exception {
    JsonNode row = json("/v1/cube/rows?fact=transaction&measure=purchases&limit=1").at("/rows/0");
    gateway
        .books()
        .run(
            """
            WITH s AS (
              INSERT INTO books.statement (card_id, currency, period_start, period_end, issue,
                due_date, last_four, cardholder, terms_version, opening_balance_minor,
                purchases_minor, credits_minor, disputes_minor, fees_minor, interest_minor,
                closing_balance_minor, closing_difference_minor, minimum_payment_minor,
                past_due_minor, interest_balance_minor, fees_year_to_date_minor,
                interest_year_to_date_minor, purchase_count, credit_count, document_digest)
              SELECT card_id, 'USD', '2025-03-01', '2025-04-01', 1, '2025-04-21', '', '', 't', 0,
                100, 0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 1, 0, ''
              FROM books.card WHERE card_token = '%s' RETURNING statement_id)
            INSERT INTO books.statement_line
            SELECT statement_id, 1, 'PURCHASE', '%s', '2025-03-02', '2025-03-03', false, now(),
              'Bakery', 'food', 100 FROM s
            """
                .formatted(row.path("card_token").asText(), row.path("id").asText()));

    JsonNode details = json("/v1/cube/transactions/" + row.path("key").asText());

    assertThat(details.at("/statement_lines/0/description").asText()).isEqualTo("Bakery");
    assertThat(details.at("/statement_lines/0/amount").asText()).isEqualTo("1.00");
    JsonNode decision = details.path("authorization");
    assertThat(decision.path("outcome").asText()).isEqualTo("APPROVED");
    JsonNode other = json("/v1/cube/authorizations/" + decision.path("key").asText());
    assertThat(other.path("authorization")).isEqualTo(decision);
    assertThat(other.path("transactions").findValuesAsText("key"))
        .contains(row.path("key").asText());
    assertThat(calls.get("/v1/cube/transactions/7", analyst).statusCode()).isEqualTo(404);
    assertThat(calls.get("/v1/cube/authorizations/x", analyst).statusCode()).isEqualTo(404);
  }

  @Test
  void parquetAndCsvHaveTheCellsThatJsonHas() throws Exception {
    String question =
        "/v1/cube?rows=state,category&columns=weekend&measures=count,amount,fraud_rate&totals=true";
    JsonNode expected = json(question + "&format=json").path("cells");
    HttpResponse<byte[]> parquet =
        calls
            .http()
            .send(
                HttpRequest.newBuilder(calls.uri(question + "&format=parquet"))
                    .header("Cookie", analyst)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    Path file = folder.resolve("cube.parquet");
    Files.write(file, parquet.body());
    List<List<String>> found = new ArrayList<>();
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery("FROM '" + file + "'")) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getObject(i)));
        }
        found.add(row);
      }
    }
    List<List<String>> asked = new ArrayList<>();
    for (JsonNode cell : expected) {
      List<String> row = new ArrayList<>();
      cell.forEach(value -> row.add(value.asText()));
      asked.add(row);
    }
    assertThat(found).isEqualTo(asked).hasSizeGreaterThan(500);
    assertThat(calls.get(question + "&format=csv", analyst).body().lines())
        .hasSize(asked.size() + 1);
    assertThat(calls.get("/v1/cube?format=xlsx", analyst).statusCode()).isEqualTo(400);
    assertThat(calls.get("/v1/cube?colour=red", analyst).statusCode()).isEqualTo(400);
  }

  @Test
  void aViewIsOnesOwnUntilItIsShared() throws Exception {
    String body =
        "{\"name\": \"%s\", \"query\": \"fact=both&rows=state&measures=purchases\", \"shared\": %s}";
    HttpResponse<String> saved =
        calls.post("/v1/cube/views", body.formatted("By state", false), analyst);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
    String path = "/v1/cube/views/" + JSON.readTree(saved.body()).path("view_id").asText();

    assertThat(names(administrator)).doesNotContain("By state");
    assertThat(
            calls.post("/v1/cube/views", body.formatted("By state", false), analyst).statusCode())
        .isEqualTo(409);
    assertThat(calls.send("PUT", path, body.formatted("Mine", true), administrator).statusCode())
        .isEqualTo(404);
    assertThat(calls.send("DELETE", path, "", administrator).statusCode()).isEqualTo(404);
    assertThat(calls.send("PUT", path, body.formatted("For all", true), analyst).statusCode())
        .isEqualTo(200);
    assertThat(names(administrator)).contains("For all");
    assertThat(calls.send("DELETE", path, "", administrator).statusCode()).isEqualTo(204);
    assertThat(names(analyst)).doesNotContain("For all");
    assertThat(calls.send("DELETE", path, "", analyst).statusCode()).isEqualTo(404);
    assertThat(audited("cube-view-%")).isEqualTo(3);
  }

  @Test
  void aPersonHasAHundredViewsAtMost() throws Exception {
    gateway
        .books()
        .run(
            """
            INSERT INTO access.cube_view (user_id, view_name, query, is_shared)
            SELECT user_id, 'n' || n, 'rows=state', false
            FROM access.app_user, generate_series(1, 100) n WHERE user_name = 'administrator'
            """);
    HttpResponse<String> refused =
        calls.post(
            "/v1/cube/views", "{\"name\": \"more\", \"query\": \"rows=state\"}", administrator);
    gateway.books().run("DELETE FROM access.cube_view WHERE view_name LIKE 'n%'");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("You have 100 views");
  }

  @Test
  void aViewThatIsNoQuestionIsRefused() throws Exception {
    for (String query :
        List.of("rows=planet", "state", "colour=red", "where=state%20~%201", "x=%zz")) {
      assertThat(
              calls
                  .post(
                      "/v1/cube/views", "{\"name\": \"n\", \"query\": \"" + query + "\"}", analyst)
                  .statusCode())
          .as(query)
          .isEqualTo(422);
    }
  }

  @Test
  void isForAnalystsAndAdministratorsAndEachLookIsNoted() throws Exception {
    String cardholder = cookieOf(calls.signIn("cardholder"));
    for (String path :
        List.of(
            "/v1/cube",
            "/v1/cube/catalogue",
            "/v1/cube/rows",
            "/v1/cube/authorizations/1",
            "/v1/cube/transactions/1",
            "/v1/cube/views")) {
      assertThat(calls.get(path, "").statusCode()).as(path).isEqualTo(401);
      assertThat(calls.get(path, cardholder).statusCode()).as(path).isEqualTo(403);
    }
    long looks = audited("cube-rows");
    json("/v1/cube/rows?limit=1");
    assertThat(audited("cube-rows")).isEqualTo(looks + 1);
  }

  private static List<String> names(String cookie) throws Exception {
    return JSON.readTree(calls.get("/v1/cube/views", cookie).body())
        .path("views")
        .findValuesAsText("name");
  }

  private static long audited(String action) throws Exception {
    return gateway
        .database()
        .transact(
            connection -> {
              try (var select =
                  connection.prepareStatement(
                      "SELECT count(*) FROM access.audit_entry WHERE action LIKE ?")) {
                select.setString(1, action);
                try (ResultSet row = select.executeQuery()) {
                  row.next();
                  return row.getLong(1);
                }
              }
            });
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = calls.get(path, analyst);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
