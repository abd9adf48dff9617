package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.cookieOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.weblog.WeblogIndex;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An analyst at a console on real servers, for one test class; answers keep to its document. */
final class AnalystOnTrial implements AfterAllCallback {
  private static final ObjectMapper JSON = new ObjectMapper();

  final GatewayOnTrial gateway;
  final PageCalls calls;

  /** The analyst's session. */
  final String cookie;

  private final TrialFolder folder;

  private AnalystOnTrial(Optional<WeblogIndex> weblogs) throws Exception {
    folder = TrialFolder.make();
    gateway =
        weblogs.isPresent()
            ? GatewayOnTrial.start(folder.path(), weblogs.get())
            : GatewayOnTrial.start(folder.path());
    calls = PageCalls.of(gateway);
    cookie = calls.cookie();
  }

  static AnalystOnTrial start() {
    return TrialFolder.unchecked(() -> new AnalystOnTrial(Optional.empty()));
  }

  /** The same at a console that has web logs. */
  static AnalystOnTrial start(WeblogIndex weblogs) {
    return TrialFolder.unchecked(() -> new AnalystOnTrial(Optional.of(weblogs)));
  }

  /** What is there. */
  JsonNode ask(String path) throws Exception {
    HttpResponse<String> answer = calls.get(path, cookie);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The problem of a query that is refused. */
  JsonNode refused(String path) throws Exception {
    HttpResponse<String> refused = calls.get(path, cookie);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    return JSON.readTree(refused.body());
  }

  /** Names of the parameters that are wrong with a query. */
  List<String> errors(String path) throws Exception {
    return refused(path).path("errors").findValuesAsText("parameter");
  }

  /** Asks as everybody. */
  void assertIsForAnalystsAndAdministrators(String path) throws Exception {
    assertThat(calls.get(path, "").statusCode()).as(path).isEqualTo(401);
    assertThat(calls.get(path, cookieOf(calls.signIn("cardholder"))).statusCode())
        .as(path)
        .isEqualTo(403);
    assertThat(calls.get(path, cookieOf(calls.signIn("administrator"))).statusCode())
        .as(path)
        .isEqualTo(200);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    gateway.close();
    folder.close();
  }
}
