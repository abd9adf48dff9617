package io.cardbeam.console;

import static io.cardbeam.console.MyCardOnTrial.OTHER;
import static io.cardbeam.console.MyCardOnTrial.OWN;
import static io.cardbeam.console.MyCardOnTrial.ROOT;
import static io.cardbeam.console.MyCardOnTrial.answer;
import static io.cardbeam.console.MyCardOnTrial.dispute;
import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.cookieOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.api.Route;
import io.cardbeam.event.Chargeback;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * On every route of {@code /v1/me} a cardholder gets what is their own, and nobody else gets
 * anything.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OwnCardsAloneTest {
  @RegisterExtension static final MyCardOnTrial TRIAL = MyCardOnTrial.start();

  /** A request for what is another's, or that shows nothing of it. */
  private record Attempt(String operationId, String method, String path, String body) {
    static Attempt get(String operationId, String path) {
      return new Attempt(operationId, "GET", path, "");
    }

    static Attempt post(String operationId, String path, String body) {
      return new Attempt(operationId, "POST", path, body);
    }
  }

  private static List<Attempt> attempts(String card) {
    String at = ROOT + card;
    return List.of(
        Attempt.get("getMyCard", at),
        Attempt.get("listMyTransactions", at + "/transactions"),
        Attempt.get("getMySpending", at + "/spending"),
        Attempt.get("listMyDeclined", at + "/declined"),
        Attempt.post("answerForMyCard", at + "/answers", answer("other-declined", false)),
        Attempt.get("listMyDisputes", at + "/disputes"),
        Attempt.post("openDispute", at + "/disputes", dispute("other-bought", "1.00", "NOT_MINE")),
        Attempt.get("listMyStatements", at + "/statements"),
        Attempt.get("getMyStatement", at + "/statements/2026-01-20-USD-1"),
        Attempt.get("getMyStatementPdf", at + "/statements/2026-01-20-USD-1/pdf"));
  }

  /** What is another's, by the path of an own card. */
  private static final List<Attempt> BY_OWN_CARD =
      attempts(TOKEN).stream()
          .filter(
              attempt ->
                  Set.of("answerForMyCard", "openDispute", "getMyStatement", "getMyStatementPdf")
                      .contains(attempt.operationId()))
          .toList();

  @Test
  void whatIsAnothersIsOnNoRouteMoreThanWhatIsNotThere() throws Exception {
    Set<String> tried = new TreeSet<>(Set.of("listMyCards")); // names no card; see below
    List<Attempt> others = new ArrayList<>(attempts(OTHER));
    others.addAll(BY_OWN_CARD);
    for (Attempt attempt : others) {
      tried.add(attempt.operationId());
      HttpResponse<String> refused = send(attempt, TRIAL.cookie);
      Attempt ofNothing =
          new Attempt(
              attempt.operationId(),
              attempt.method(),
              attempt.path().replace(OTHER, "no-such-card-000000000").replace("01-20", "01-21"),
              attempt.body().replace("other-", "nothing-"));

      assertThat(refused.statusCode()).as(attempt.toString()).isEqualTo(404);
      assertThat(withoutId(refused.body()))
          .as(attempt.toString())
          .isEqualTo(withoutId(send(ofNothing, TRIAL.cookie).body()));
    }
    Set<String> routes =
        TRIAL.gateway.console().routes().stream()
            .filter(route -> route.path().startsWith("/v1/me"))
            .map(Route::operationId)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tried).as("each route of /v1/me is tried here").isEqualTo(routes);
    assertThat(TRIAL.gateway.peer().events(Chargeback.class))
        .noneMatch(event -> event.getCardToken().equals(OTHER));
  }

  @Test
  void listsOfAnOwnCardHaveNothingOfAnother() throws Exception {
    String lists =
        TRIAL.calls.get("/v1/me/cards", TRIAL.cookie).body()
            + TRIAL.calls.get(OWN + "/transactions?limit=100", TRIAL.cookie).body()
            + TRIAL.calls.get(OWN + "/declined?limit=100", TRIAL.cookie).body()
            + TRIAL.calls.get(OWN + "/disputes?limit=100", TRIAL.cookie).body()
            + TRIAL.calls.get(OWN + "/statements?limit=100", TRIAL.cookie).body();

    assertThat(lists)
        .contains(TOKEN, "own-bought", "own-declined", "2026-02-14-USD-1")
        .doesNotContain(OTHER, "other-", "2026-01-20");
  }

  @Test
  void isForCardholdersAlone() throws Exception {
    List<Attempt> all = new ArrayList<>(attempts(TOKEN));
    all.add(Attempt.get("listMyCards", "/v1/me/cards"));
    List<String> staff =
        List.of(
            cookieOf(TRIAL.calls.signIn("analyst")), cookieOf(TRIAL.calls.signIn("administrator")));
    for (Attempt attempt : all) {
      assertThat(send(attempt, "").statusCode()).as(attempt.toString()).isEqualTo(401);
      for (String one : staff) {
        assertThat(send(attempt, one).statusCode()).as(attempt.toString()).isEqualTo(403);
      }
      for (String key : List.of(TRIAL.calls.merchantKey(), TRIAL.calls.analystKey())) {
        HttpRequest.Builder request = request(attempt).header("Authorization", "Bearer " + key);
        assertThat(checked(request).statusCode()).as("by key " + attempt).isEqualTo(401);
      }
    }
  }

  private static String withoutId(String problem) {
    return problem.replaceAll("urn:request:[0-9A-Z]+", "");
  }

  private static HttpRequest.Builder request(Attempt attempt) {
    return HttpRequest.newBuilder(TRIAL.calls.uri(attempt.path()))
        .header("Content-Type", "application/json")
        .method(attempt.method(), HttpRequest.BodyPublishers.ofString(attempt.body()));
  }

  private static HttpResponse<String> send(Attempt attempt, String asWhom) throws Exception {
    return checked(request(attempt).header("Cookie", asWhom));
  }

  private static HttpResponse<String> checked(HttpRequest.Builder request) throws Exception {
    return TRIAL.calls.checked(TRIAL.calls.http().send(request.build(), BodyHandlers.ofString()));
  }
}
