package io.cardbeam.browser.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Asks a console what the live page asks, as somebody who is signed in, and keeps the answers. */
final class ConsoleRecorder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HISTORY = Duration.ofHours(1);
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final URI console;
  private final HttpClient client;

  /** Of the console at this address. */
  ConsoleRecorder(URI console) {
    this.console = console;
    this.client =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).connectTimeout(PATIENCE).build();
  }

  /**
   * Signs in.
   *
   * @throws IOException if the console refuses
   */
  void signIn(String user, String password) throws IOException, InterruptedException {
    String body = JSON.createObjectNode().put("user", user).put("password", password).toString();
    HttpResponse<String> answer =
        client.send(
            request("/v1/sign-in")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != NO_CONTENT) {
      throw new IOException(
          console
              + " refuses "
              + user
              + ": "
              + JSON.readTree(answer.body()).path("title").asText());
    }
  }

  /** Records frames for so long. */
  Recording record(Duration length) throws IOException, InterruptedException {
    ObjectNode session = get("/v1/session");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ObjectNode history =
        get("/v1/live/history?step=minute&from=" + now.minus(HISTORY) + "&to=" + now);
    ObjectNode alerts = get("/v1/live/alerts?limit=50");
    HttpResponse<InputStream> stream =
        client.send(
            request("/v1/live/stream?step=minute&from=" + now).build(),
            BodyHandlers.ofInputStream());
    try (InputStream in = stream.body()) {
      if (stream.statusCode() != OK) {
        throw new IOException("the stream is refused: " + stream.statusCode());
      }
      return frames(
          new BufferedReader(new InputStreamReader(in, UTF_8)), session, history, alerts, length);
    }
  }

  /** The first frame is left out: it has what came before. */
  private static Recording frames(
      BufferedReader lines,
      ObjectNode session,
      ObjectNode history,
      ObjectNode alerts,
      Duration length)
      throws IOException {
    List<Recording.Frame> frames = new ArrayList<>();
    Instant begin = Instant.MAX;
    String event = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(EVENT)) {
        event = line.substring(EVENT.length());
      } else if (line.startsWith(DATA) && event.equals("frame")) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (begin.equals(Instant.MAX)) {
          begin = now;
          continue;
        }
        Duration after = Duration.between(begin, now);
        if (after.compareTo(length) >= 0) {
          return new Recording(begin, length, session, history, alerts, frames);
        }
        frames.add(
            new Recording.Frame(after, object(JSON.readTree(line.substring(DATA.length())))));
      }
    }
    throw new IOException("the console ended the stream before the time was over");
  }

  private ObjectNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(path).timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(path + " is answered " + answer.statusCode());
    }
    return object(JSON.readTree(answer.body()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(console.resolve(path));
  }

  private static ObjectNode object(JsonNode json) throws IOException {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("the console does not answer as one");
  }
}
