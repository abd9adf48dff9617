package io.cardbeam.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Answers on the loopback address what Google's client libraries ask while a job is submitted, and
 * keeps what they post: objects of a bucket, and jobs. A job that it is asked for has ended.
 */
final class GoogleStandIn implements AutoCloseable {
  static final String PROJECT = "cardbeam-test";
  static final String REGION = "us-central1";
  static final String BUCKET = "gs://cardbeam-test";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> uploads = new ConcurrentHashMap<>();
  private final List<JsonNode> jobs = new CopyOnWriteArrayList<>();
  private final List<String> unknown = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile String end = "JOB_STATE_DONE";

  GoogleStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Beam's own options for a client that talks to this instead of Google. */
  List<String> clientOptions(Path staged) {
    return List.of(
        "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
        "--apiRootUrl=" + address(),
        "--gcsEndpoint=" + address(),
        "--filesToStage=" + staged);
  }

  /** Gives a version of a secret to whoever asks. */
  void putSecret(String version, String secret) {
    secrets.put(version, secret);
  }

  /** How the jobs that it is asked for have ended. */
  void end(String state) {
    end = state;
  }

  /** An object of the bucket, by its name in it. */
  byte[] object(String name) {
    return Optional.ofNullable(objects.get(name))
        .orElseThrow(() -> new AssertionError("no object " + name + " among " + objects.keySet()));
  }

  /** The names of all objects. */
  List<String> objectNames() {
    return objects.keySet().stream().sorted().toList();
  }

  /** The jobs that were posted. */
  List<JsonNode> jobs() {
    return List.copyOf(jobs);
  }

  /** What was asked that it knows no answer to. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getRawPath();
      if (path.startsWith("/upload/") && method.equals("POST")) {
        beginUpload(exchange, body);
      } else if (path.startsWith("/upload/") && method.equals("PUT")) {
        endUpload(exchange, body);
      } else if (path.matches("(/storage/v1)?/b/[^/]+/o/.+") && method.equals("GET")) {
        getObject(exchange, path);
      } else if (path.matches("(/storage/v1)?/b/[^/]+/o/?") && method.equals("GET")) {
        send(exchange, 200, JSON.createObjectNode().put("kind", "storage#objects"));
      } else if (path.matches("(/storage/v1)?/b/[^/]+") && method.equals("GET")) {
        send(exchange, 200, JSON.createObjectNode().put("name", last(path)).put("location", "US"));
      } else if (path.matches("/v1b3/projects/[^/]+/locations/[^/]+/jobs")
          && method.equals("POST")) {
        postJob(exchange, body);
      } else if (path.matches("/v1/projects/.+/versions/.+:access") && method.equals("GET")) {
        getSecret(exchange, path);
      } else if (path.matches(".*/jobs/[^/]+/messages") && method.equals("GET")) {
        send(exchange, 200, JSON.createObjectNode());
      } else if (path.matches(".*/jobs/[^/]+/metrics") && method.equals("GET")) {
        send(exchange, 200, JSON.createObjectNode());
      } else if (path.matches(".*/jobs/[^/]+") && method.equals("GET")) {
        send(exchange, 200, job(last(path), end));
      } else {
        unknown.add(method + " " + exchange.getRequestURI());
        send(exchange, 404, JSON.createObjectNode());
      }
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return (zipped ? new GZIPInputStream(in) : in).readAllBytes();
  }

  private void beginUpload(HttpExchange exchange, byte[] body) throws IOException {
    String name =
        query(exchange)
            .getOrDefault(
                "name", body.length == 0 ? "" : JSON.readTree(body).path("name").asText());
    String id = String.valueOf(uploads.size());
    uploads.put(id, name);
    exchange
        .getResponseHeaders()
        .add("Location", address() + "upload/storage/v1/b/o?upload_id=" + id);
    send(exchange, 200, JSON.createObjectNode());
  }

  private void endUpload(HttpExchange exchange, byte[] body) throws IOException {
    String name = uploads.getOrDefault(query(exchange).get("upload_id"), "");
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    byte[] before = objects.getOrDefault("." + name, new byte[0]);
    byte[] now = Arrays.copyOf(before, before.length + body.length);
    System.arraycopy(body, 0, now, before.length, body.length);
    if (range != null && range.endsWith("/*")) {
      objects.put("." + name, now);
      exchange.getResponseHeaders().add("Range", "bytes=0-" + (now.length - 1));
      send(exchange, 308, JSON.createObjectNode());
      return;
    }
    objects.remove("." + name);
    objects.put(name, now);
    send(exchange, 200, described(name, now));
  }

  private void getObject(HttpExchange exchange, String path) throws IOException {
    String name = URLDecoder.decode(last(path), StandardCharsets.UTF_8);
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      send(exchange, 404, JSON.createObjectNode());
    } else {
      send(exchange, 200, described(name, bytes));
    }
  }

  private void getSecret(HttpExchange exchange, String path) throws IOException {
    String secret = secrets.get(path.substring("/v1/".length(), path.lastIndexOf(':')));
    ObjectNode answer = JSON.createObjectNode();
    if (secret != null) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      answer.putObject("payload").put("data", Base64.getEncoder().encodeToString(bytes));
    }
    send(exchange, secret == null ? 404 : 200, answer);
  }

  private void postJob(HttpExchange exchange, byte[] body) throws IOException {
    JsonNode posted = JSON.readTree(body);
    jobs.add(posted);
    send(exchange, 200, job("job-" + jobs.size(), "JOB_STATE_PENDING"));
  }

  private static ObjectNode job(String id, String state) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("projectId", PROJECT)
        .put("location", REGION)
        .put("currentState", state);
  }

  private static ObjectNode described(String name, byte[] bytes) {
    return JSON.createObjectNode()
        .put("bucket", BUCKET.substring("gs://".length()))
        .put("name", name)
        .put("size", String.valueOf(bytes.length));
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return new ArrayList<>(Arrays.asList(query.split("&")))
        .stream()
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(
                Collectors.toMap(
                    pair -> pair[0],
                    pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                    (first, second) -> second));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) {
    try {
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
