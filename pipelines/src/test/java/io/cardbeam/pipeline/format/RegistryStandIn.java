package io.cardbeam.pipeline.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** As much of a schema registry's REST interface as there is documented, on loopback. */
final class RegistryStandIn implements AutoCloseable {
  static final String USER_INFO = "reader:secret";

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** Answers that are failures, before it is well again. */
  final AtomicInteger failuresToCome = new AtomicInteger();

  /** Its answer to what it does not have. */
  volatile String notFound = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  final AtomicInteger asked = new AtomicInteger();

  RegistryStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  RegistryAddress address() {
    return RegistryAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + "/", USER_INFO);
  }

  void register(int id, Schema schema) {
    register("/schemas/ids/" + id, Map.of("schema", schema.toString()));
  }

  void register(String path, Map<String, ?> answer) {
    try {
      answers.put(path, new ObjectMapper().writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String expected = "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(UTF_8));
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
    } else if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      send(exchange, 503, "{\"error_code\":50301,\"message\":\"no leader\"}");
    } else {
      String found = answers.get(exchange.getRequestURI().getPath());
      send(exchange, found == null ? 404 : 200, found == null ? notFound : found);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
