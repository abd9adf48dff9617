package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may ask for the history and how, on a real console; answers keep to its document. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LiveHistoryRouteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v1/live/history";

  @RegisterExtension static final AnalystOnTrial ANALYST = AnalystOnTrial.start();

  @BeforeAll
  static void store() throws Exception {
    BooksOnTrial books = ANALYST.gateway.books();
    books.issue(TOKEN, "1486");
    books.buy(TOKEN, "b-1", "2026-03-02T10:00:00Z");
    books.buy(TOKEN, "b-2", "2026-03-02T10:02:30Z");
  }

  @Test
  void answersWithEveryStepOfTheRange() throws Exception {
    JsonNode history = ask("from=2026-03-02T09:59:00Z&to=2026-03-02T10:04:00Z&state=VA");

    assertThat(history.path("step").asText()).isEqualTo("minute");
    assertThat(history.path("oldest").asText()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(history.path("newest").asText()).isEqualTo("2026-03-02T10:02:30Z");
    assertThat(history.path("points").findValuesAsText("start"))
        .containsExactly(
            "2026-03-02T09:59:00Z",
            "2026-03-02T10:00:00Z",
            "2026-03-02T10:01:00Z",
            "2026-03-02T10:02:00Z",
            "2026-03-02T10:03:00Z");
    assertThat(history.path("points").findValuesAsText("requests"))
        .containsExactly("0", "1", "0", "1", "0");
    assertThat(history.path("total"))
        .isEqualTo(
            JSON.readTree(
                """
                {"requests": 2, "approved": 2, "referred": 0, "declined": 0,
                 "approved_amounts": [{"amount": "2469.12", "currency": "USD"}],
                 "authenticity": [{"by": "label", "authentic": 0, "fraudulent": 0},
                                  {"by": "model", "authentic": 2, "fraudulent": 0}]}
                """));
    assertThat(history.path("cities").findValuesAsText("city")).containsExactly("Vienna");
    assertThat(history.path("categories").findValuesAsText("category"))
        .containsExactly("food_dining");
    assertThat(history.path("hours").get(10).path("requests").asInt()).isEqualTo(2);
  }

  @Test
  void everyFilterCuts() throws Exception {
    for (String all :
        List.of(
            "",
            "state=VA&city=Vienna",
            "category=food_dining",
            "outcome=APPROVED",
            "merchant=m-1",
            "merchant=Kaffeehaus",
            "step=hour")) {
      assertThat(ask(all).path("total").path("requests").asInt()).as(all).isEqualTo(2);
    }
    for (String none :
        List.of(
            "state=TX",
            "state=",
            "state=VA&city=Dallas",
            "category=travel",
            "outcome=DECLINED",
            "merchant=m-2",
            "merchant=%27%20OR%20true%20--",
            "to=2026-03-02T10:00:00Z")) {
      assertThat(ask(none).path("total").path("requests").asInt()).as(none).isZero();
    }
  }

  @Test
  void isForAnalystsAndAdministrators() throws Exception {
    ANALYST.assertIsForAnalystsAndAdministrators(PATH);
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws Exception {
    JsonNode refused =
        ANALYST.refused(
            PATH
                + "?from=yesterday&to=12026-01-01T00:00:00Z&step=week&city=Vienna&outcome=approved"
                + "&merchant="
                + "x".repeat(257)
                + "&category=a%00b&colour=red&state=TX&state=CA");

    assertThat(refused.path("errors").findValuesAsText("parameter"))
        .containsExactlyInAnyOrder(
            "from", "to", "step", "outcome", "merchant", "category", "colour", "state", "city");
    assertThat(refused.toString()).doesNotContain("yesterday", "week", "red");
  }

  @Test
  void aRangeHasLimits() throws Exception {
    assertThat(errors("from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:00Z"))
        .isEqualTo("from must be before to");
    assertThat(errors("from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"))
        .isEqualTo("from must be at most 1500 days before to");
    assertThat(errors("from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z&step=minute"))
        .startsWith("step gives more than 1500 points");
  }

  private static JsonNode ask(String query) throws Exception {
    return ANALYST.ask(PATH + "?" + query);
  }

  private static String errors(String query) throws Exception {
    return ANALYST.refused(PATH + "?" + query).path("detail").asText();
  }
}
