package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may ask for the board and how, on a real console; answers keep to its document. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BoardRouteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROWS = "/v1/board/rows?figure=approved&month=2026-03&currency=USD";

  @RegisterExtension static final AnalystOnTrial ANALYST = AnalystOnTrial.start();

  @BeforeAll
  static void store() throws Exception {
    BooksOnTrial books = ANALYST.gateway.books();
    books.issue(TOKEN, "1486");
    books.buy(TOKEN, "b-1", "2026-02-28T23:59:59.999Z");
    books.buy(TOKEN, "b-2", "2026-03-01T00:00:00Z");
    books.buy(TOKEN, "b-3", "2026-03-31T23:59:59.999Z");
  }

  @Test
  void hasTheNewestTwelveMonths() throws Exception {
    JsonNode board = ANALYST.ask("/v1/board");

    assertThat(board.path("from").asText()).isEqualTo("2025-04");
    assertThat(board.path("to").asText()).isEqualTo("2026-03");
    assertThat(board.path("months")).hasSize(12);
    assertThat(board.path("months").get(0).path("currencies")).isEmpty();
    JsonNode march = board.path("months").get(11);
    assertThat(march.path("month").asText()).isEqualTo("2026-03");
    assertThat(march.path("currencies").get(0).path("approved"))
        .isEqualTo(JSON.readTree("{\"count\": 2, \"amount\": \"2469.12\"}"))
        .isEqualTo(march.path("currencies").get(0).path("alerts"));
  }

  @Test
  void listsTheRowsOfAFigurePageByPageAndNotesWhoLooked() throws Exception {
    JsonNode first = ANALYST.ask(ROWS + "&limit=1");
    assertThat(first.path("rows").get(0))
        .isEqualTo(
            JSON.readTree(
                """
                {"time": "2026-03-31T23:59:59.999Z", "id": "b-3", "card_token": "%s",
                 "last_four": "1486", "amount": "1234.56", "currency": "USD",
                 "what": "APPROVED", "detail": "Kaffeehaus"}
                """
                    .formatted(TOKEN)));

    JsonNode second =
        ANALYST.ask(
            ROWS
                + "&limit=1&cursor="
                + URLEncoder.encode(first.path("next_cursor").asText(), StandardCharsets.UTF_8));
    assertThat(second.path("rows").findValuesAsText("id")).containsExactly("b-2");
    assertThat(second.has("next_cursor")).isFalse();
    List<AuditEntry> audited =
        ANALYST
            .gateway
            .database()
            .transact(c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
    assertThat(audited)
        .anySatisfy(
            entry -> {
              assertThat(entry.actor()).isEqualTo("user:analyst");
              assertThat(entry.action()).isEqualTo("board-rows");
              assertThat(entry.target()).isEqualTo("approved of 2026-03 in USD");
            });
  }

  @Test
  void isForAnalystsAndAdministrators() throws Exception {
    ANALYST.assertIsForAnalystsAndAdministrators("/v1/board");
    ANALYST.assertIsForAnalystsAndAdministrators(ROWS);
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws Exception {
    assertThat(ANALYST.errors("/v1/board?from=2026&to=12026-01&month=2026-01"))
        .containsExactlyInAnyOrder("from", "to", "month");
    assertThat(ANALYST.errors("/v1/board?from=2026-02&to=2026-01")).containsExactly("from");
    assertThat(ANALYST.errors("/v1/board?from=2020-01&to=2026-01")).containsExactly("from");
    assertThat(
            ANALYST.errors(
                "/v1/board/rows?figure=all&limit=201&cursor=e30&currency=" + "x".repeat(17)))
        .containsExactlyInAnyOrder("figure", "limit", "cursor", "currency", "month");
  }
}
