package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * As much of a search server's REST interface as is documented and needed, on loopback, with the
 * faults that networks and full servers have. What it took is the model that writers are judged by.
 */
final class SearchStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIVE_TIMES_MORE = 5;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Shape shape;

  /** Index, then id, then document. */
  final Map<String, Map<String, JsonNode>> indices = new ConcurrentHashMap<>();

  final Map<String, JsonNode> templates = new ConcurrentHashMap<>();
  final AtomicInteger bulks = new AtomicInteger();
  final AtomicInteger documentsSent = new AtomicInteger();

  /** What happens to the next bulk. */
  volatile Supplier<Fault> fault = () -> Fault.NONE;

  /** Whether a sound document is not taken this time. */
  volatile Supplier<Boolean> isFull = () -> false;

  /** What a request must say who it is by; empty if anybody may. */
  volatile String authorization = "";

  /** Largest bulk that is taken. */
  volatile int mostBytes = Integer.MAX_VALUE;

  volatile String retryAfter = "";

  /** What is answered for each document in place of taking it; of status 0 nothing is. */
  volatile IndexError indexError = new IndexError(0, "");

  /** Hears the bytes of each bulk. */
  volatile IntConsumer sizes = bytes -> {};

  /** Runs when a bulk was taken, before it is answered. */
  volatile Runnable afterwards = () -> {};

  /** Runs while a bulk is on its way. */
  volatile Runnable meanwhile = () -> {};

  /** Why an index can't be written. */
  record IndexError(int status, String type) {}

  /** How products differ in what they answer. */
  enum Shape {
    OPENSEARCH_2("2.19.1", "mapper_parsing_exception"),
    ELASTICSEARCH_8("8.17.3", "document_parsing_exception"),
    ELASTICSEARCH_9("9.1.0", "document_parsing_exception");

    private final String version;
    private final String parsing;

    Shape(String version, String parsing) {
      this.version = version;
      this.parsing = parsing;
    }
  }

  /** What can happen to a request. */
  enum Fault {
    NONE,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    PROXY_ERROR,
    /** The connection ends before anything was done. */
    CUT_OFF,
    /** All was done, and half of the answer comes. */
    HALF_ANSWER,
    /** All was done, and the answer is not all there, though its length is right. */
    TORN_JSON,
    /** All was done, and the answer is of fewer documents. */
    SHORT_ANSWER,
    /** All was done, and no answer comes at all. */
    SILENCE,
    /** All was done, and the answer stops in the middle without end. */
    STALLED_ANSWER
  }

  SearchStandIn(Shape shape) throws IOException {
    this.shape = shape;
    // Else each answer waits 40 ms for the client's acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  SearchConnection connection(Duration answerWithin) {
    return new SearchConnection(
        url(), new SearchCredentials.None(), "", Duration.ofSeconds(5), answerWithin);
  }

  /** Documents of all indices, by id; each must be in one of them only. */
  Map<String, JsonNode> documents() {
    Map<String, JsonNode> all = new TreeMap<>();
    indices
        .values()
        .forEach(
            index ->
                index.forEach(
                    (id, document) -> {
                      if (all.put(id, document) != null) {
                        throw new AssertionError(id + " is in two indices");
                      }
                    }));
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (shape != Shape.OPENSEARCH_2) {
        exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      }
      String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!authorization.isEmpty() && !authorization.equals(who)) {
        send(exchange, 401, error("security_exception", "missing authentication credentials"));
      } else if (path.equals("/_bulk")) {
        bulk(exchange, body);
      } else if (path.startsWith("/_index_template/")
          && exchange.getRequestMethod().equals("GET")) {
        boolean isThere = templates.containsKey(path.substring("/_index_template/".length()));
        send(exchange, isThere ? 200 : 404, "{}");
      } else if (path.startsWith("/_index_template/")) {
        templates.put(path.substring("/_index_template/".length()), JSON.readTree(body));
        send(exchange, 200, "{\"acknowledged\":true}");
      } else if (path.endsWith("/_alias")) {
        ObjectNode names = JSON.createObjectNode();
        indices.keySet().forEach(name -> names.putObject(name).putObject("aliases"));
        send(exchange, 200, names.toString());
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        boolean wasThere = indices.remove(path.substring(1)) != null;
        send(exchange, wasThere ? 200 : 404, "{}");
      } else if (path.equals("/")) {
        send(exchange, 200, banner());
      } else {
        send(exchange, 404, error("none", path));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String banner() {
    ObjectNode version = JSON.createObjectNode().put("number", shape.version);
    if (shape == Shape.OPENSEARCH_2) {
      version.put("distribution", "opensearch");
    } else {
      version.put("build_flavor", "default");
    }
    return JSON.createObjectNode().set("version", version).toString();
  }

  private void bulk(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    bulks.incrementAndGet();
    sizes.accept(body.length);
    meanwhile.run();
    Fault now = fault.get();
    if (body.length > mostBytes) {
      send(exchange, 413, "");
      return;
    }
    switch (now) {
      case TOO_MANY_REQUESTS -> {
        if (!retryAfter.isEmpty()) {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        send(exchange, 429, error("circuit_breaking_exception", "[parent] Data too large"));
      }
      case UNAVAILABLE -> send(exchange, 503, error("cluster_block_exception", "no master"));
      case PROXY_ERROR -> send(exchange, 502, "<html>Bad Gateway</html>");
      case CUT_OFF -> exchange.close();
      default -> {
        ArrayNode items = take(body);
        afterwards.run();
        answerTo(exchange, items, now);
      }
    }
  }

  private void answerTo(HttpExchange exchange, ArrayNode items, Fault now)
      throws IOException, InterruptedException {
    if (now == Fault.SHORT_ANSWER) {
      items.remove(0);
    }
    ObjectNode answer = JSON.createObjectNode().put("errors", true);
    answer.set("items", items);
    byte[] text = answer.toString().getBytes(UTF_8);
    switch (now) {
      case HALF_ANSWER, STALLED_ANSWER -> {
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text, 0, text.length / 2);
        exchange.getResponseBody().flush();
        if (now == Fault.STALLED_ANSWER) {
          closed.await();
        }
      }
      case SILENCE -> closed.await();
      case TORN_JSON -> send(exchange, 200, new String(text, 0, text.length / 2, UTF_8));
      default -> send(exchange, 200, new String(text, UTF_8));
    }
  }

  /** Takes what is sound, as the operation {@code index} does. */
  private ArrayNode take(byte[] body) throws IOException {
    ArrayNode items = JSON.createArrayNode();
    String[] lines = new String(body, UTF_8).split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i += 2) {
      documentsSent.incrementAndGet();
      JsonNode action = JSON.readTree(lines[i]).path("index");
      ObjectNode item = items.addObject().putObject("index");
      JsonNode document = JSON.readTree(lines[i + 1]);
      if (indexError.status() > 0) {
        item.put("status", indexError.status());
        failure(item, indexError.type(), "of the index");
      } else if (document.has("no_field")) {
        item.put("status", 400);
        failure(item, "strict_dynamic_mapping_exception", "introduction of [no_field]");
      } else if (document.path("ip").asText("").equals("none")) {
        item.put("status", 400);
        failure(item, shape.parsing, "failed to parse field [ip]")
            .putObject("caused_by")
            .put("type", "illegal_argument_exception")
            .put("reason", "'none' is not an IP string literal.");
        if (shape == Shape.ELASTICSEARCH_9) {
          item.put("failure_store", "not_enabled");
        }
      } else if (document.has("poison")) {
        item.put("status", 500);
        failure(item, "null_pointer_exception", "of the server's own");
      } else if (isFull.get()) {
        boolean noCopy = document.path("n").asInt() % FIVE_TIMES_MORE == 0;
        item.put("status", noCopy ? 503 : 429);
        failure(
            item,
            noCopy ? "unavailable_shards_exception" : "es_rejected_execution_exception",
            "rejected execution");
      } else {
        boolean isNew =
            indices
                    .computeIfAbsent(
                        action.path("_index").asText(), name -> new ConcurrentHashMap<>())
                    .put(action.path("_id").asText(), document)
                == null;
        item.put("result", isNew ? "created" : "updated").put("status", isNew ? 201 : 200);
      }
    }
    return items;
  }

  private static ObjectNode failure(ObjectNode item, String type, String reason) {
    return item.putObject("error").put("type", type).put("reason", reason);
  }

  private static String error(String type, String reason) {
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("type", type).put("reason", reason);
    return error.toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
