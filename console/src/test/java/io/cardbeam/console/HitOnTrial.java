package io.cardbeam.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A hit as the index has it.
 *
 * @param json the document
 */
record HitOnTrial(ObjectNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
  private static final List<String> COUNTRIES = List.of("DE", "AT", "US", "JP", "BR");
  private static final List<String> CITIES = List.of("Springfield", "Wien", "Osaka");
  private static final List<String> AGENTS = List.of("Firefox", "Chrome", "Googlebot", "GPTBot");
  private static final List<String> CLASSES = List.of("browser", "browser", "bot", "ai_agent");
  private static final List<Integer> STATUSES =
      List.of(200, 200, 200, 200, 304, 301, 404, 403, 500, 101, 999);
  private static final List<String> WORDS = List.of("shop", "basket", "search", "über", "admin");
  private static final int LONGEST_PATH = 1_024;

  /** Hits of visitors, who come back now and then, over a dozen days. */
  static List<HitOnTrial> some(RandomGenerator random, int number) {
    List<HitOnTrial> hits = new ArrayList<>();
    long second = START.getEpochSecond();
    while (hits.size() < number) {
      int visitor = random.nextInt(40);
      long at = second + random.nextInt(12 * 86_400);
      int requests = 1 + random.nextInt(12);
      for (int i = 0; i < requests && hits.size() < number; i++) {
        hits.add(hit(random, visitor, at, hits.size() + 1));
        at += random.nextInt(10) == 0 ? random.nextInt(1_799, 1_803) : random.nextInt(90);
      }
    }
    return hits;
  }

  private static HitOnTrial hit(RandomGenerator random, int visitor, long second, int line) {
    ObjectNode hit = JSON.createObjectNode();
    hit.put("file", random.nextBoolean() ? "a.log" : "b.log").put("line", line);
    hit.put("time", Instant.ofEpochSecond(second).toString());
    hit.put("remote_host", "192.0.2." + visitor).put("remote_ip", "192.0.2." + visitor);
    hit.put("visitor", "v%015x".formatted(visitor));
    int agent = visitor % AGENTS.size();
    hit.put("agent_name", AGENTS.get(agent)).put("agent_class", CLASSES.get(agent));
    hit.put("is_bot", agent >= 2).put("user_agent", "Mozilla/5.0 (X11) " + AGENTS.get(agent));
    place(hit, visitor);
    if (random.nextInt(20) == 0) {
      hit.put("raw_request", "probe " + WORDS.get(random.nextInt(WORDS.size())));
    } else {
      hit.put("method", random.nextInt(5) == 0 ? "POST" : "GET").put("protocol", "HTTP/1.1");
      hit.put("path", path(random));
    }
    if (random.nextInt(25) != 0) {
      hit.put("status", STATUSES.get(random.nextInt(STATUSES.size())));
      hit.put("bytes", random.nextInt(8) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 33)));
    }
    if (random.nextBoolean()) {
      hit.put("referrer", "https://example.org/" + WORDS.get(random.nextInt(WORDS.size())));
    }
    if (random.nextBoolean()) {
      hit.put("vhost", "shop.example:443");
    }
    return new HitOnTrial(hit);
  }

  private static void place(ObjectNode hit, int visitor) {
    if (visitor % 7 == 0) {
      return;
    }
    hit.put("country", COUNTRIES.get(visitor % COUNTRIES.size()));
    if (visitor % 3 != 0) {
      hit.put("city", CITIES.get(visitor % CITIES.size()));
      hit.putObject("location").put("lat", 10 + visitor % 5).put("lon", -20.5);
    }
  }

  private static String path(RandomGenerator random) {
    if (random.nextInt(50) == 0) {
      return "/" + "x".repeat(LONGEST_PATH + random.nextInt(-2, 2));
    }
    return "/" + WORDS.get(random.nextInt(WORDS.size())) + "/" + random.nextInt(12);
  }

  Instant time() {
    return Instant.parse(json.path("time").asText());
  }

  long line() {
    return json.path("line").asLong();
  }

  Optional<String> text(String field) {
    return json.has(field) ? Optional.of(json.path(field).asText()) : Optional.empty();
  }

  /** 0 without one. */
  int status() {
    return json.path("status").asInt();
  }

  long bytes() {
    return json.path("bytes").asLong();
  }
}
