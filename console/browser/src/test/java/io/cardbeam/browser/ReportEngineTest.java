package io.cardbeam.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report answers, beside what a console answers from an index of the same hits. */
@BrowserTest
class ReportEngineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUESTIONS = 30;
  private static final Map<String, String> FIELDS =
      new TreeMap<>(
          Map.of(
              "country", "country",
              "city", "city",
              "path", "path",
              "referrer", "referrer",
              "agent", "agent_name",
              "agent_class", "agent_class",
              "host", "vhost",
              "visitor", "visitor",
              "method", "method",
              "status", "status"));
  private static final List<String> OTHERS =
      List.of(
          "status_class=4xx",
          "status_class=none",
          "is_bot=true",
          "is_bot=false",
          "size=0",
          "size=4096",
          "size=16777216",
          "weekday=3",
          "weekday=1&hour=10&zone=Asia%2FKolkata",
          "weekday=6&hour=23&zone=America%2FNew_York",
          "zone=Australia%2FLord_Howe",
          "text=espresso",
          "text=Ethiopia%20chrome",
          "text=app.js",
          "text=16",
          "text=!!",
          "text=shop.example%20mozilla");

  @TempDir private Path folder = Path.of("");

  /** A query of some filters that hits have, and a range. */
  private static String question(List<ObjectNode> hits, SplittableRandom random) {
    List<String> parts = new ArrayList<>();
    ObjectNode hit = hits.get(random.nextInt(hits.size()));
    List<String> names = new ArrayList<>(FIELDS.keySet());
    for (int filters = random.nextInt(3); filters > 0; filters--) {
      String name = names.remove(random.nextInt(names.size()));
      String value = hit.path(FIELDS.getOrDefault(name, "")).asText();
      if (!name.equals("status") || !value.isEmpty()) {
        parts.add(name + "=" + URLEncoder.encode(value, UTF_8));
      }
    }
    if (random.nextBoolean()) {
      parts.add(OTHERS.get(random.nextInt(OTHERS.size())));
    }
    Instant time = Instant.parse(hit.path("time").asText());
    switch (random.nextInt(5)) {
      case 0 -> parts.add("last=" + (1 + random.nextInt(9_000)));
      case 1 -> parts.add("from=" + time);
      case 2 -> parts.add("from=" + time + "&to=" + time.plusSeconds(1 + random.nextInt(90_000)));
      case 3 -> parts.add("to=" + time.plusMillis(1));
      default -> {
        // All.
      }
    }
    return parts.stream().collect(Collectors.joining("&"));
  }

  /** Without what a report can't know, or names in its own way. */
  private static JsonNode comparable(JsonNode answer) {
    // A report leads to no decision.
    answer.path("lines").forEach(line -> ((ObjectNode) line).remove("authorization_id"));
    for (JsonNode city : answer.at("/cities/rows")) {
      ((ObjectNode) city).remove(List.of("latitude", "longitude"));
    }
    if (answer.has("next_cursor")) {
      ((ObjectNode) answer).put("next_cursor", "more");
    }
    return answer;
  }

  private static JsonNode asked(Page report, String path) throws IOException {
    String answer =
        String.valueOf(report.evaluate("path => JSON.stringify(window.cardbeam.ask(path))", path));
    return JSON.readTree(answer);
  }

  private static JsonNode served(Page console, String path) throws IOException {
    APIResponse response = console.request().get(path);
    assertThat(response.status()).as(path + ": " + response.text()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Test
  void answersAsAConsoleDoes(WeblogConsole console) throws IOException {
    List<ObjectNode> hits = console.hits().indexed();
    Path file = ReportOnTrial.of(hits, folder);
    long seed = System.nanoTime();
    System.out.println("ReportEngineTest: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Visit server = console.visit(Look.LIGHT);
        Visit visit = console.visitReport(Look.LIGHT, file)) {
      Page report = visit.open(file.toUri().toString()).page();
      for (int i = 0; i < QUESTIONS; i++) {
        String question = question(hits, random);
        for (String what : List.of("figures?", "sessions?limit=7&", "lines?limit=40&")) {
          String path = ("/v1/weblogs/" + what + question).replaceAll("[?&]$", "");
          JsonNode ours = asked(report, path);
          JsonNode theirs = served(server.page(), path);
          String ourCursor = ours.path("next_cursor").asText();
          String cursor = theirs.path("next_cursor").asText();
          assertThat(comparable(ours)).as(seed + " " + path).isEqualTo(comparable(theirs));
          if (!cursor.isEmpty()) {
            assertThat(comparable(asked(report, path + "&cursor=" + ourCursor)))
                .as(seed + " after the first page of " + path)
                .isEqualTo(comparable(served(server.page(), path + "&cursor=" + cursor)));
          }
        }
      }
    }
  }
}
