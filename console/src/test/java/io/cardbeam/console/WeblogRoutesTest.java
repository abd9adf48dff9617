package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Web logs over a real node of OpenSearch, beside the same by going through all hits. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class WeblogRoutesTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final int HITS = 1_500;
  private static final int TRIES = 25;
  private static final List<String> FILTERS =
      List.of(
          "country",
          "city",
          "path",
          "referrer",
          "agent",
          "agent_class",
          "host",
          "visitor",
          "method",
          "is_bot",
          "status",
          "status_class",
          "text",
          "size",
          "weekday",
          "hour");
  private static final List<String> TEXTS =
      List.of("shop", "Firefox", "basket 3", "über", "example.org admin", "nothing", "5.0 7");
  private static final List<String> ZONES =
      List.of("UTC", "America/New_York", "Asia/Kolkata", "Europe/Vienna", "Asia/Kathmandu");
  private static final String FIGURES = "/v1/weblogs/figures";

  @RegisterExtension
  static final AnalystOnTrial ANALYST =
      AnalystOnTrial.start(TrialFolder.unchecked(SearchNodeOnTrial::shared).index());

  private static List<HitOnTrial> hits;

  @BeforeAll
  static void fill() throws Exception {
    hits = HitOnTrial.some(new SplittableRandom(SEED), HITS);
    SearchNodeOnTrial.shared().fill(hits);
  }

  /** What is asked for: filters, and perhaps a range. */
  private record Question(Map<String, String> filters, Map<String, String> range) {
    static Question any(SplittableRandom random) {
      Map<String, String> filters = new HashMap<>();
      HitOnTrial like = hits.get(random.nextInt(hits.size()));
      for (int i = random.nextInt(4); i > 0; i--) {
        String name = FILTERS.get(random.nextInt(FILTERS.size()));
        filters.put(name, value(name, like, random));
      }
      if (filters.getOrDefault("status", "").equals("0")) {
        filters.put("status", "404");
      }
      if (filters.containsKey("hour")) {
        filters.putIfAbsent("weekday", value("weekday", like, random));
      }
      filters.put("zone", ZONES.get(random.nextInt(ZONES.size())));
      Map<String, String> range = new HashMap<>();
      Instant start = hits.get(random.nextInt(hits.size())).time();
      switch (random.nextInt(4)) {
        case 0 -> range.put("last", Integer.toString(1 + random.nextInt(20_000)));
        case 1 -> range.put("from", start.toString());
        case 2 -> {
          range.put("from", start.toString());
          range.put("to", start.plusSeconds(1 + random.nextInt(500_000)).toString());
        }
        default -> {}
      }
      return new Question(filters, range);
    }

    private static String value(String name, HitOnTrial like, SplittableRandom random) {
      return switch (name) {
        case "status" -> Integer.toString(like.status());
        case "status_class" ->
            List.of("1xx", "2xx", "3xx", "4xx", "5xx", "none").get(random.nextInt(6));
        case "text" -> TEXTS.get(random.nextInt(TEXTS.size()));
        case "size" -> List.of("0", "1", "1024", "65536", "16777216").get(random.nextInt(5));
        case "weekday" -> Integer.toString(1 + random.nextInt(7));
        case "hour" -> Integer.toString(random.nextInt(24));
        case "agent" -> like.text("agent_name").orElse("");
        case "host" -> like.text("vhost").orElse("");
        case "path" -> like.text("path").filter(p -> p.length() <= 1_024).orElse("");
        default -> like.text(name).orElse("");
      };
    }

    String query() {
      Map<String, String> all = new HashMap<>(filters);
      all.putAll(range);
      return all.entrySet().stream()
          .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
          .collect(Collectors.joining("&", "?", ""));
    }
  }

  @Test
  void figuresAreThoseOfTheHits() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < TRIES; i++) {
      Question question = Question.any(random);
      String zone = question.filters().getOrDefault("zone", "");
      String at = question.query() + ", seed " + SEED;
      JsonNode answer = ANALYST.ask(FIGURES + question.query());
      Instant from = Instant.parse(answer.path("from").asText());
      Instant to = Instant.parse(answer.path("to").asText());
      PlainWeblogs plain = new PlainWeblogs(hits, from, to, question.filters());

      assertThat(answer.path("total").toString()).as(at).isEqualTo(plain.total().toString());
      long step = answer.path("step_seconds").asLong();
      List<String> expected = new ArrayList<>();
      for (long second = Math.floorDiv(from.getEpochSecond(), step) * step;
          second < to.getEpochSecond();
          second += step) {
        expected.add(plain.point(Instant.ofEpochSecond(second), step).toString());
      }
      assertThat(texts(answer.path("points"))).as(at).isEqualTo(expected).hasSizeBetween(1, 200);
      assertThat(answer.path("weekdays").toString())
          .as(at + " in " + zone)
          .isEqualTo(plain.weekdays(ZoneId.of(zone)).toString());
      assertThat(answer.path("sizes").toString()).as(at).isEqualTo(plain.sizes().toString());
      assertThat(answer.path("cities").toString()).as(at).isEqualTo(plain.cities().toString());
      assertThat(answer.path("error_paths").toString())
          .as(at)
          .isEqualTo(plain.errorPaths().toString());
      Map<String, String> fields =
          Map.of(
              "countries", "country",
              "paths", "path",
              "referrers", "referrer",
              "agents", "agent_name",
              "agent_classes", "agent_class",
              "statuses", "status",
              "hosts", "vhost",
              "methods", "method");
      for (Map.Entry<String, String> one : fields.entrySet()) {
        assertThat(answer.path(one.getKey()).toString())
            .as(one.getKey() + " of " + at)
            .isEqualTo(plain.top(one.getValue(), 25).toString());
      }
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.toString()));
    return texts;
  }

  @Test
  void linesComePageByPageEachOnce() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < TRIES / 2; i++) {
      Question question = Question.any(random);
      String path = "/v1/weblogs/lines" + question.query() + "&limit=" + random.nextInt(30, 200);
      List<Long> lines = new ArrayList<>();
      JsonNode page = ANALYST.ask(path);
      page.path("lines").forEach(line -> lines.add(line.path("line").asLong()));
      while (page.has("next_cursor")) {
        page = ANALYST.ask(path + "&cursor=" + page.path("next_cursor").asText());
        page.path("lines").forEach(line -> lines.add(line.path("line").asLong()));
      }

      assertThat(lines).as(question.query() + ", seed " + SEED).isEqualTo(plain(question).lines());
    }
  }

  private static PlainWeblogs plain(Question question) throws Exception {
    JsonNode figures = ANALYST.ask(FIGURES + question.query());
    return new PlainWeblogs(
        hits,
        Instant.parse(figures.path("from").asText()),
        Instant.parse(figures.path("to").asText()),
        question.filters());
  }

  @Test
  void sessionsHaveAllThatTheirVisitorAskedFor() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + 2);
    for (int i = 0; i < TRIES / 2; i++) {
      Question question = Question.any(random);
      int visitors = 1 + random.nextInt(50);
      List<String> sessions = new ArrayList<>();
      ANALYST
          .ask("/v1/weblogs/sessions" + question.query() + "&limit=" + visitors)
          .path("sessions")
          .forEach(session -> sessions.add(text(session)));

      assertThat(sessions)
          .as(question.query() + ", seed " + SEED)
          .isEqualTo(plain(question).sessions(visitors));
    }
  }

  private static String text(JsonNode session) {
    List<String> paths = new ArrayList<>();
    session
        .path("requests")
        .forEach(r -> paths.add(r.path("path").asText("-") + r.path("fits").asBoolean()));
    return session.path("visitor").asText()
        + " "
        + session.path("start").asText()
        + " "
        + session.path("end").asText()
        + " "
        + paths;
  }

  @Test
  void aRangeEndsWithTheNewestHit() throws Exception {
    Instant newest = hits.stream().map(HitOnTrial::time).max(Instant::compareTo).orElseThrow();
    Instant oldest = hits.stream().map(HitOnTrial::time).min(Instant::compareTo).orElseThrow();
    JsonNode whole = ANALYST.ask(FIGURES);
    assertThat(whole.path("from").asText()).isEqualTo(oldest.toString());
    assertThat(whole.path("to").asText()).isEqualTo(newest.plusSeconds(1).toString());
    assertThat(whole.at("/total/hits").asInt()).isEqualTo(HITS);
    JsonNode last = ANALYST.ask(FIGURES + "?last=60");
    assertThat(last.path("from").asText()).isEqualTo(newest.minusSeconds(3_599).toString());
    assertThat(last.path("step_seconds").asInt()).isEqualTo(30);
    JsonNode long_ = ANALYST.ask(FIGURES + "?from=2022-02-01T00:00:00Z&to=2026-03-01T00:00:00Z");
    assertThat(long_.path("points")).hasSizeLessThanOrEqualTo(200);
    assertThat(long_.at("/total/hits").asInt()).isZero();
  }

  @Test
  void isForAnalystsAdministratorsAndTheirKeys() throws Exception {
    for (String path : List.of(FIGURES, "/v1/weblogs/lines", "/v1/weblogs/sessions")) {
      ANALYST.assertIsForAnalystsAndAdministrators(path);
      assertThat(byKey(path, ANALYST.calls.analystKey())).isEqualTo(200);
      assertThat(byKey(path, ANALYST.calls.merchantKey())).isEqualTo(403);
    }
  }

  private static int byKey(String path, String key) throws Exception {
    return ANALYST
        .calls
        .checked(
            ANALYST
                .calls
                .http()
                .send(
                    java.net.http.HttpRequest.newBuilder(ANALYST.calls.uri(path))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString()))
        .statusCode();
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws Exception {
    JsonNode refused =
        ANALYST.refused(
            FIGURES
                + "?from=yesterday&last=0&status=99&status_class=6xx&is_bot=yes&colour=red&text=a%00"
                + "&zone=Mars&size=5&weekday=8&hour=24&path="
                + "x".repeat(1_025));
    assertThat(refused.path("errors").findValuesAsText("parameter"))
        .containsExactlyInAnyOrder(
            "from",
            "last",
            "status",
            "status_class",
            "is_bot",
            "colour",
            "text",
            "zone",
            "path",
            "size",
            "weekday",
            "hour");
    assertThat(ANALYST.errors("/v1/weblogs/lines?limit=201&cursor=e30"))
        .containsExactlyInAnyOrder("limit", "cursor");
    assertThat(ANALYST.errors(FIGURES + "?hour=3")).containsExactly("weekday");
    assertThat(ANALYST.errors("/v1/weblogs/sessions?limit=51")).containsExactly("limit");
    assertThat(ANALYST.errors(FIGURES + "?last=5&to=2026-03-02T00:00:00Z")).containsExactly("last");
    assertThat(ANALYST.errors(FIGURES + "?from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z"))
        .containsExactly("from");
    assertThat(ANALYST.errors(FIGURES + "?from=2020-01-01T00:00:00Z&to=2026-03-02T00:00:00Z"))
        .containsExactly("from");
  }

  @Test
  void whatACallerSendsIsNoPartOfTheQuestion() throws Exception {
    for (String text :
        List.of(
            "\"}},{\"match_all\":{", "*", "{\"script\":1}", "\\\"", "shop OR *:*", "<script>")) {
      String value = URLEncoder.encode(text, UTF_8);
      for (String name : List.of("path", "country", "visitor")) {
        assertThat(ANALYST.ask(FIGURES + "?" + name + "=" + value).at("/total/hits").asInt())
            .as(name + " " + text)
            .isZero();
      }
      ANALYST.ask("/v1/weblogs/lines?text=" + value);
    }
  }
}
