package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchCredentials;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Web logs whose search server is not there. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WeblogFaultsTest {
  /** A port that nobody listens on. */
  private static final String NOBODY = "http://127.0.0.1:1";

  @RegisterExtension
  static final AnalystOnTrial ANALYST =
      AnalystOnTrial.start(
          new WeblogIndex(
              SearchConnection.of(NOBODY, new SearchCredentials.None(), ""),
              SearchNodeOnTrial.INDICES));

  @Test
  void aServerThatDoesNotAnswerIsUnavailable() throws Exception {
    for (String path : List.of("figures", "lines", "sessions")) {
      HttpResponse<String> answer = ANALYST.calls.get("/v1/weblogs/" + path, ANALYST.cookie);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      JsonNode problem = new ObjectMapper().readTree(answer.body());
      assertThat(problem.path("detail").asText())
          .isEqualTo(
              "The index of web logs does not answer now: try again, or ask for a shorter range.");
      assertThat(answer.body()).doesNotContain("127.0.0.1");
    }
  }

  @Test
  void whatIsWrongIsWrongWithoutIt() throws Exception {
    assertThat(ANALYST.errors("/v1/weblogs/figures?from=tomorrow")).containsExactly("from");
  }
}
