package io.cardbeam.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Hits of a small shop's log, always the same but for their time, in a real index. */
final class WeblogsOnTrial {
  static final DailyIndices EMPTY = new DailyIndices("cardbeam-weblogs-none");

  private static final DailyIndices INDICES = new DailyIndices(WeblogTemplate.PREFIX);
  private static final int HITS = 9_000;
  private static final int DAYS = 6;
  private static final int VISITORS = 700;
  private static final int SECONDS_A_DAY = 86_400;

  /** Visitors' places, the first more often than the last. */
  private static final List<Place> PLACES =
      List.of(
          new Place("US", "New York", 40.71, -74.01),
          new Place("DE", "Berlin", 52.52, 13.4),
          new Place("US", "Los Angeles", 34.05, -118.24),
          new Place("GB", "London", 51.51, -0.13),
          new Place("AT", "Vienna", 48.21, 16.37),
          new Place("IN", "Mumbai", 19.08, 72.88),
          new Place("JP", "Tokyo", 35.68, 139.69),
          new Place("FR", "Paris", 48.86, 2.35),
          new Place("BR", "São Paulo", -23.55, -46.63),
          new Place("CA", "Toronto", 43.65, -79.38),
          new Place("AU", "Sydney", -33.87, 151.21),
          new Place("PL", "Warsaw", 52.23, 21.01),
          new Place("SE", "Stockholm", 59.33, 18.07),
          new Place("SG", "Singapore", 1.35, 103.82),
          new Place("ZA", "Cape Town", -33.92, 18.42),
          new Place("MX", "Mexico City", 19.43, -99.13),
          new Place("KR", "Seoul", 37.57, 126.98),
          new Place("NG", "Lagos", 6.52, 3.38),
          new Place("CH", "Zürich", 47.37, 8.54),
          new Place("NL", "Amsterdam", 52.37, 4.89));

  private static final List<Client> CLIENTS =
      List.of(
          new Client("Chrome", "browser", "Windows", "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"),
          new Client("Safari", "browser", "iOS", "Mozilla/5.0 (iPhone) Safari/604.1"),
          new Client("Firefox", "browser", "Linux", "Mozilla/5.0 (X11; Linux) Firefox/127.0"),
          new Client("Googlebot", "bot", "", "Mozilla/5.0 (compatible; Googlebot/2.1)"),
          new Client("GPTBot", "ai_agent", "", "Mozilla/5.0; compatible; GPTBot/1.1"),
          new Client("curl", "tool", "", "curl/8.5.0"));

  private static final List<String> PATHS =
      List.of(
          "/",
          "/products",
          "/products/espresso-machine",
          "/basket",
          "/products/grinder",
          "/search",
          "/checkout",
          "/products/beans/ethiopia-yirgacheffe-natural-1000g",
          "/blog/how-to-brew",
          "/account",
          "/assets/app.js",
          "/assets/app.css",
          "/robots.txt",
          "/wp-login.php",
          "/.env",
          "/api/v1/stock");

  private final SearchConnection connection;
  private final List<ObjectNode> indexed = new ArrayList<>();
  private int lines;

  private record Place(String country, String city, double latitude, double longitude) {}

  private record Client(String name, String kind, String system, String text) {}

  WeblogsOnTrial(SearchConnection connection) throws IOException {
    this.connection = connection;
    WeblogTemplate.put(new SearchServer(connection), INDICES);
  }

  WeblogIndex index() {
    return new WeblogIndex(connection, INDICES);
  }

  /** Indexes them, the newest of this time. */
  void fill(Instant now) {
    SplittableRandom random = new SplittableRandom(11);
    long end = now.truncatedTo(ChronoUnit.SECONDS).getEpochSecond();
    List<ObjectNode> hits = new ArrayList<>();
    while (hits.size() < HITS) {
      int visitor = (int) (VISITORS * random.nextDouble() * random.nextDouble());
      long at = end - (long) (DAYS * SECONDS_A_DAY * random.nextDouble());
      int hour = Instant.ofEpochSecond(at).atOffset(ZoneOffset.UTC).getHour();
      if (random.nextInt(24) > 4 + Math.abs(Math.abs(hour - 3) - 12) * -1 + 16) {
        continue;
      }
      int requests = 1 + random.nextInt(8);
      for (int i = 0; i < requests && at <= end; i++) {
        hits.add(hit(random, visitor, at));
        at += 1 + random.nextInt(120);
      }
    }
    hits.add(hit(random, 1, end));
    index(hits);
  }

  /** Indexes one more: a request to the gateway that was about an authorization. */
  void addPayment(String authorizationId, Instant time) {
    ObjectNode hit = hit(new SplittableRandom(3), 3, time.getEpochSecond());
    hit.put("path", "/v1/authorizations").put("authorization_id", authorizationId);
    index(List.of(hit));
  }

  private ObjectNode hit(SplittableRandom random, int visitor, long second) {
    ObjectNode hit = Json.object().put("file", "access.log").put("line", ++lines);
    hit.put("time", Instant.ofEpochSecond(second).toString());
    String address = "203.0.113." + visitor % 256;
    hit.put("remote_host", address).put("remote_ip", address).put("network", "203.0.113.0/24");
    hit.put("visitor", "%016x".formatted(visitor * 0x9E3779B97F4A7C15L));
    Client client = CLIENTS.get(Math.min(CLIENTS.size() - 1, visitor % 11 % 7 % CLIENTS.size()));
    hit.put("agent_name", client.name()).put("agent_class", client.kind());
    if (!client.system().isEmpty()) {
      hit.put("os", client.system());
    }
    hit.put("user_agent", client.text()).put("is_bot", !client.kind().equals("browser"));
    if (visitor % 19 != 0) {
      Place place = PLACES.get(Math.min(visitor % 29 * visitor % 23, PLACES.size() - 1));
      hit.put("country", place.country()).put("city", place.city());
      hit.putObject("location").put("lat", place.latitude()).put("lon", place.longitude());
    }
    request(hit, random);
    return hit;
  }

  private static void request(ObjectNode hit, SplittableRandom random) {
    if (random.nextInt(60) == 0) {
      hit.put("raw_request", "\\x16\\x03\\x01\\x02").put("status", 400).put("bytes", 0);
      return;
    }
    int at = (int) (PATHS.size() * random.nextDouble() * random.nextDouble());
    hit.put("path", PATHS.get(at)).put("method", at == 6 ? "POST" : "GET");
    hit.put("protocol", "HTTP/1.1").put("vhost", "shop.example:443");
    boolean isProbe = at == 13 || at == 14;
    int luck = random.nextInt(100);
    int status =
        isProbe ? 404 : luck < 3 ? 500 : luck < 8 ? 404 : luck < 18 ? 304 : luck < 22 ? 301 : 200;
    hit.put("status", status);
    hit.put("bytes", status == 304 ? 0 : random.nextLong(1L << random.nextInt(8, 20)));
    if (random.nextInt(3) == 0) {
      hit.put(
          "referrer", random.nextBoolean() ? "https://www.google.com/" : "https://shop.example/");
    }
    if (at == 5) {
      hit.put("query", "q=grinder");
    }
  }

  /** All hits that are in the index. */
  List<ObjectNode> indexed() {
    return List.copyOf(indexed);
  }

  private void index(List<ObjectNode> hits) {
    indexed.addAll(hits);
    StringBuilder body = new StringBuilder();
    for (ObjectNode hit : hits) {
      long day = Instant.parse(hit.path("time").asText()).getEpochSecond() / SECONDS_A_DAY;
      body.append("{\"create\":{\"_index\":\"" + INDICES.name(day).orElseThrow())
          .append("\",\"_id\":\"" + hit.path("line").asInt() + "\"}}\n")
          .append(hit)
          .append('\n');
    }
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(connection.url() + "/_bulk?refresh=true"))
                      .header("Content-Type", "application/x-ndjson")
                      .POST(BodyPublishers.ofString(body.toString(), UTF_8))
                      .build(),
                  BodyHandlers.ofString());
      if (!answer.body().contains("\"errors\":false")) {
        throw new IllegalStateException("the hits are not indexed: " + answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the hits can't be indexed", e);
    }
  }
}
