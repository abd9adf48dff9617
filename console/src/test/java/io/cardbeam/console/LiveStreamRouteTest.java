package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.cookieOf;
import static io.cardbeam.console.PageCalls.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.gateway.IdKind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live stream and alerts of the past, on a real console; answers keep to its document. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LiveStreamRouteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v1/live/stream";

  @TempDir private static Path folder;
  private static GatewayOnTrial gateway;
  private static PageCalls calls;
  private static ApiContract contract;
  private static String cookie;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayOnTrial.start(folder);
    calls = PageCalls.of(gateway);
    contract = ApiContract.read();
    cookie = calls.cookie();
    try (Followed live = follow("", "")) {
      live.next(); // counts from now on, as there was nothing before
      calls.ask(request("r-zero", "10.00", "m-1"));
      live.await("r-zero");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  @Test
  void aDecisionIsInAFrameWithinASecondOfItsEvent() throws Exception {
    try (Followed live = follow("", "")) {
      live.await("r-zero");
      // The fastest of some: what else the machine does at a moment is not looked at here.
      Duration fastest = Duration.ofDays(1);
      for (int i = 0; i < 5; i++) {
        fastest = min(fastest, untilItIsShown(live, "r-fast-" + i));
      }
      assertThat(fastest).isLessThan(Duration.ofSeconds(1));

      calls.ask(request("r-soon", "2500.00", "m-1"));
      Event frame = live.await("r-soon");
      JsonNode row = frame.data().path("rows").get(0);
      assertThat(row.path("outcome").asText()).isEqualTo("DECLINED");
      assertThat(row.path("amount").asText()).isEqualTo("2500.00");
      assertThat(frame.data().path("latencies").get(0).path("count").asInt()).isEqualTo(1);
      assertThat(frame.data().at("/points/0/authenticity/1/fraudulent").asInt()).isEqualTo(1);
    }
  }

  private static Duration untilItIsShown(Followed live, String id) throws Exception {
    Instant asked = Instant.now();
    calls.ask(request(id, "5.00", "m-1"));
    live.await(id);
    return Duration.between(asked, Instant.now());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Test
  void whoComesLaterCountsTheSame() throws Exception {
    Instant before = Instant.now();
    for (int i = 0; i < 20; i++) {
      calls.ask(request("r-later-" + i, i % 5 == 0 ? "2000.00" : "5.00", "m-1"));
    }
    String query = "?merchant=m-1&from=" + before;
    try (Followed early = follow(query, "")) {
      long counted = 0;
      while (counted < 20) {
        counted +=
            early.next().data().path("points").findValuesAsText("requests").stream()
                .mapToLong(Long::parseLong)
                .sum();
      }
      assertThat(counted).isEqualTo(20);
    }
    try (Followed late = follow(query, "")) {
      Event start = late.next();
      JsonNode frame = late.next().data();

      assertThat(start.name()).isEqualTo("start");
      assertThat(Instant.parse(start.data().path("from").asText()).toEpochMilli())
          .isEqualTo(before.toEpochMilli());
      assertThat(frame.path("categories").get(0).path("declined").asInt()).isEqualTo(4);
      assertThat(frame.path("categories").get(0).path("requests").asInt()).isEqualTo(20);
    }
    try (Followed none = follow("?category=travel&from=" + before, "")) {
      none.next();
      assertThat(none.next().data().path("points")).isEmpty();
    }
  }

  @Test
  void goesOnAfterTheLastEventWithoutLosingOrRepeatingAnAlert() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> got = new ArrayList<>();
    String last = "";
    Instant before = Instant.now();
    for (int round = 0; round < 4; round++) {
      try (Followed live = follow("?from=" + before, last)) {
        if (round > 0) {
          Event first = live.next();
          assertThat(first.name()).as("no start").isEqualTo("frame");
          got.addAll(alerts(first));
          last = first.id();
        }
        String here = "r-seen-" + round;
        expected.add(here);
        calls.ask(request(here, "3000.00", "m-1"));
        while (!got.contains(IdKind.AUTHORIZATION.of("m-1", here))) {
          Event event = live.next();
          got.addAll(alerts(event));
          last = event.id();
        }
      }
      String away = "r-away-" + round;
      expected.add(away);
      calls.ask(request(away, "3000.00", "m-1"));
    }
    List<String> ours = expected.stream().map(id -> IdKind.AUTHORIZATION.of("m-1", id)).toList();
    try (Followed live = follow("?from=" + before, last)) {
      while (!got.contains(ours.get(ours.size() - 1))) {
        got.addAll(alerts(live.next()));
      }
    }

    assertThat(got.stream().filter(ours::contains)).containsExactlyElementsOf(ours);
  }

  @Test
  void aPlaceOfAnotherRunBeginsAgain() throws Exception {
    for (String other : List.of("0123456789abcdef.0.0.0", "nothing", "1")) {
      try (Followed live = follow("", other)) {
        assertThat(live.next().name()).as(other).isEqualTo("start");
      }
    }
  }

  @Test
  void isForAnalystsAndAdministratorsWhoAskRightly() throws Exception {
    for (String path : List.of(PATH, "/v1/live/alerts")) {
      assertThat(calls.get(path, "").statusCode()).as(path).isEqualTo(401);
      assertThat(calls.get(path, cookieOf(calls.signIn("cardholder"))).statusCode())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(wrong(PATH + "?from=now&step=week&city=Fresno&colour=red&outcome=maybe"))
        .containsExactlyInAnyOrder("from", "step", "city", "colour", "outcome");
    assertThat(wrong("/v1/live/alerts?from=now&limit=101&cursor=%2A&city=Fresno&step=day"))
        .containsExactlyInAnyOrder("from", "limit", "cursor", "city", "step");
    assertThat(wrong("/v1/live/alerts?from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z"))
        .isEmpty();
  }

  @Test
  void alertsOfThePastComeByPagesFromTheBooks() throws Exception {
    gateway.books().issue(TOKEN, "1486");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      gateway.books().buy(TOKEN, "past-" + i, "2026-03-02T10:0" + i / 2 + ":00Z");
      all.add(0, "past-" + i);
    }
    List<String> got = new ArrayList<>();
    String query = "?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z&limit=2";
    String cursor = "";
    JsonNode page;
    do {
      page = JSON.readTree(calls.get("/v1/live/alerts" + query + cursor, cookie).body());
      page.path("alerts").forEach(alert -> got.add(alert.path("id").asText()));
      cursor = "&cursor=" + page.path("next_cursor").asText();
    } while (page.has("next_cursor"));

    assertThat(got).containsExactlyElementsOf(all);
    JsonNode one = page.path("alerts").get(0);
    assertThat(one.path("reasons"))
        .map(JsonNode::asText)
        .containsExactly("first", "the card was used before at Your Corner");
    assertThat(one.path("last_four").asText()).isEqualTo("1486");
    assertThat(one.path("state").asText()).isEqualTo("VA");
    for (String filter :
        List.of("state=VA&city=Vienna", "merchant=Kaffeehaus", "outcome=APPROVED")) {
      assertThat(past(query + "&" + filter)).as(filter).hasSize(2);
    }
    for (String filter : List.of("state=", "merchant=x", "outcome=DECLINED", "category=travel")) {
      assertThat(past(query + "&" + filter)).as(filter).isEmpty();
    }
    assertThat(past("?from=2026-03-02T10:03:00Z&to=2026-03-02T10:03:01Z")).hasSize(1);
    assertThat(past("?from=2026-03-02T10:03:01Z&to=2026-03-02T10:04:00Z")).isEmpty();
  }

  /** Whatever today's costs say: with other ones, or of a card that was snoozed, others are. */
  @Test
  void alertsOfThePastAreThoseThatWereRaised() throws Exception {
    gateway.books().issue(TOKEN, "1486");
    gateway.books().buy(TOKEN, "low-raised", "2026-03-05T10:00:00Z", 0.001, true);
    gateway.books().buy(TOKEN, "low-not", "2026-03-05T10:01:00Z", 0.001, false);
    gateway.books().buy(TOKEN, "high-raised", "2026-03-05T10:02:00Z", 0.999, true);
    gateway.books().buy(TOKEN, "high-not", "2026-03-05T10:03:00Z", 0.999, false);

    assertThat(past("?from=2026-03-05T00:00:00Z&to=2026-03-06T00:00:00Z").findValuesAsText("id"))
        .containsExactly("high-raised", "low-raised");
  }

  private static JsonNode past(String query) throws Exception {
    return JSON.readTree(calls.get("/v1/live/alerts" + query, cookie).body()).path("alerts");
  }

  private static List<String> wrong(String path) throws Exception {
    HttpResponse<String> refused = calls.get(path, cookie);
    assertThat(refused.statusCode()).as(path).isEqualTo(400);
    JsonNode errors = JSON.readTree(refused.body()).path("errors");
    return errors.size() < 2 ? List.of() : errors.findValuesAsText("parameter");
  }

  private static List<String> alerts(Event event) {
    List<String> ids = new ArrayList<>();
    event.data().path("alerts").forEach(alert -> ids.add(alert.path("id").asText()));
    return ids;
  }

  private static Followed follow(String query, String lastEventId) throws Exception {
    HttpRequest.Builder asks =
        HttpRequest.newBuilder(calls.uri(PATH + query)).header("Cookie", cookie);
    if (!lastEventId.isEmpty()) {
      asks.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> answer = calls.http().send(asks.build(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Followed(answer.body());
  }

  private record Event(String id, String name, JsonNode data) {}

  private static final class Followed implements AutoCloseable {
    private final Stream<String> stream;
    private final Iterator<String> lines;

    Followed(Stream<String> stream) {
      this.stream = stream;
      lines = stream.iterator();
    }

    Event next() throws IOException {
      String id = "";
      String name = "";
      while (true) {
        String line = lines.next();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          contract.checkEvent(PATH, name, line.substring(6));
          return new Event(id, name, JSON.readTree(line.substring(6)));
        }
      }
    }

    /** The frame that shows a request. */
    Event await(String requestId) throws IOException {
      String id = IdKind.AUTHORIZATION.of("m-1", requestId);
      Event event = next();
      while (!event.data().path("rows").findValuesAsText("id").contains(id)) {
        event = next();
      }
      return event;
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
