package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchConnection;
import io.cardbeam.pipeline.search.SearchCredentials;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.SearchUnavailableException;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real node of OpenSearch, one for all tests of this module; it ends with their process. */
final class SearchNodeOnTrial {
  static final DailyIndices INDICES = new DailyIndices(WeblogTemplate.PREFIX);

  private static final Path BUILD = Path.of("..", "runners", "search", "target");
  private static final int STOP_SECONDS = 30;

  /** Of half a minute each. */
  private static final int MOST_TRIES = 6;

  private static @Nullable SearchNodeOnTrial shared;

  private final Process process;
  private final SearchConnection connection;

  private SearchNodeOnTrial(Path folder) throws IOException {
    int port = freePort();
    Path options = folder.resolve("java-options");
    Files.writeString(
        options,
        "-cp \""
            + BUILD.resolve("classes")
            + System.getProperty("path.separator")
            + Files.readString(BUILD.resolve("classpath.txt")).strip()
            + "\"\n");
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-Dorg.apache.logging.log4j.level=WARN",
                    "@" + options,
                    "io.cardbeam.search.SearchNode",
                    folder.resolve("opensearch").toString(),
                    Integer.toString(port),
                    Integer.toString(freePort())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("opensearch.log").toFile())
            .start();
    connection = SearchConnection.of("http://127.0.0.1:" + port, new SearchCredentials.None(), "");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The node, with the template of hits. */
  static synchronized SearchNodeOnTrial shared() throws IOException {
    SearchNodeOnTrial running = shared;
    if (running == null) {
      TrialFolder folder = TrialFolder.make();
      SearchNodeOnTrial node = new SearchNodeOnTrial(folder.path());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> node.end(folder)));
      node.putTemplate();
      shared = running = node;
    }
    return running;
  }

  /** Waits for the node, which takes seconds to start, and minutes where others use the machine. */
  private void putTemplate() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        WeblogTemplate.put(server(), INDICES);
        return;
      } catch (SearchUnavailableException e) {
        if (tries == MOST_TRIES || !process.isAlive()) {
          throw e;
        }
      }
    }
  }

  private void end(TrialFolder folder) {
    try {
      process.getOutputStream().close();
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      folder.close();
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private SearchServer server() throws IOException {
    return new SearchServer(connection);
  }

  WeblogIndex index() {
    return new WeblogIndex(connection, INDICES);
  }

  /** Indexes documents, each in the index of its day, and makes them visible; nothing is before. */
  void fill(List<HitOnTrial> hits) throws IOException, InterruptedException {
    server().deleteBefore(INDICES, Long.MAX_VALUE);
    StringBuilder lines = new StringBuilder();
    for (HitOnTrial hit : hits) {
      String day = INDICES.name(hit.time().getEpochSecond() / 86_400).orElseThrow();
      lines.append("{\"create\":{\"_index\":\"" + day + "\",\"_id\":\"" + hit.line() + "\"}}\n");
      lines.append(hit.json()).append('\n');
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(connection.url() + "/_bulk"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(lines.toString(), UTF_8))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"errors\":false");
    assertThat(server().count(INDICES)).isEqualTo(hits.size());
  }
}
