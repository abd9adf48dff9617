package io.cardbeam.local.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.flink.Ports;
import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.SearchServer;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A real node in a folder, asked by its own REST API. */
public final class NodeOnTrial implements AutoCloseable {
  public static final DailyIndices INDICES = new DailyIndices(WeblogTemplate.PREFIX);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private LocalSearch search;

  private NodeOnTrial(Path folder) throws IOException {
    this.folder = folder;
    search = started();
  }

  public static NodeOnTrial in(Path folder) throws IOException {
    Files.createDirectories(folder);
    System.setProperty("cardbeam.search", "../search/target");
    return new NodeOnTrial(folder);
  }

  private LocalSearch started() throws IOException {
    Ports ports = new Ports(folder.resolve("ports.properties"));
    return LocalSearch.start(
        folder.resolve("opensearch"),
        folder.resolve("log").resolve("opensearch.log"),
        ports.port("http"),
        ports.port("nodes"),
        LocalSearch.LEAST_HEAP_MIB);
  }

  void restart() throws IOException {
    search.close();
    assertThat(search.isAlive()).isFalse();
    search = started();
  }

  public LocalSearch search() {
    return search;
  }

  public SearchServer server() throws IOException {
    return new SearchServer(search.connection());
  }

  /** As it is before the first hit. */
  public void empty() throws IOException {
    server().deleteBefore(INDICES, Long.MAX_VALUE);
    WeblogTemplate.put(server(), INDICES);
  }

  public HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(search.connection().url() + path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public JsonNode ask(String path, String question) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send("POST", path, "application/json", question.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** An index that was made a moment ago is not asked before its shards are there. */
  private void awaitShards() throws IOException, InterruptedException {
    send(
        "GET",
        "/_cluster/health/" + WeblogTemplate.PREFIX + "-*?wait_for_status=yellow&timeout=30s",
        "application/json",
        "");
  }

  /** Documents that a query finds, those included that came a moment ago. */
  public long hits(String query) throws IOException, InterruptedException {
    awaitShards();
    server().count(INDICES); // refreshes
    return ask("/" + WeblogTemplate.PREFIX + "-*/_count", "{'query':" + query + "}")
        .path("count")
        .asLong();
  }

  /** How many hits have which status, those included that came a moment ago. */
  public Map<String, Long> statuses() throws IOException, InterruptedException {
    awaitShards();
    server().count(INDICES); // refreshes
    Map<String, Long> counts = new TreeMap<>();
    ask(
            "/" + WeblogTemplate.PREFIX + "-*/_search?size=0",
            "{'aggs':{'s':{'terms':{'field':'status','size':100}}}}")
        .at("/aggregations/s/buckets")
        .forEach(one -> counts.put(one.path("key").asText(), one.path("doc_count").asLong()));
    return counts;
  }

  @Override
  public void close() throws IOException {
    search.close();
  }
}
