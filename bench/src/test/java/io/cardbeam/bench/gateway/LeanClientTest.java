package io.cardbeam.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LeanClientTest {
  private static final int REQUESTS = 300;
  private static final int LONG = 9_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private HttpServer server;

  /** What was heard of a request. */
  private record Told(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), REQUESTS);
    server.setExecutor(threads);
    server.createContext(
        "/v1/authorizations",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Authorization");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (body.equals("torn")) {
            exchange.close();
            return;
          }
          byte[] answer = (key + ":" + body).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(body.startsWith("no") ? 422 : 200, answer.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void givesEachRequestItsOwnAnswer() throws Exception {
    try (LeanClient client = client()) {
      List<CompletableFuture<Told>> told = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        told.add(ask(client, i + "é".repeat(i % 7 == 0 ? LONG / 2 : 1)));
      }
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(told.get(i).get().status()).isEqualTo(200);
        assertThat(told.get(i).get().body()).startsWith("Bearer key:" + i + "é");
      }
    }
  }

  @Test
  void tellsOfRefusalsAndOfRequestsWithoutAnAnswerAndGoesOn() throws Exception {
    try (LeanClient client = client()) {
      assertThat(ask(client, "no").get()).isEqualTo(new Told(422, "Bearer key:no"));
      assertThat(ask(client, "torn").get().status()).isZero();
      assertThat(ask(client, "x".repeat(20_000)).get().status()).as("longer than read").isZero();
      assertThat(ask(client, "yes").get()).isEqualTo(new Told(200, "Bearer key:yes"));
    }
  }

  private LeanClient client() throws IOException {
    return new LeanClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "key");
  }

  private static CompletableFuture<Told> ask(LeanClient client, String body) {
    CompletableFuture<Told> told = new CompletableFuture<>();
    client.authorize(body, (status, text) -> told.complete(new Told(status, text)));
    return told;
  }
}
