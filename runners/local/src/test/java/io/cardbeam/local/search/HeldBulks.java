package io.cardbeam.local.search;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes requests on to a node. From one bulk on the node gets them, and its answers stay here. */
public final class HeldBulks implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String node;
  private final AtomicInteger bulksLeft;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param answered how many bulks are answered
   */
  public HeldBulks(String node, int answered) throws IOException {
    this.node = node;
    bulksLeft = new AtomicInteger(answered);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits for the first answer that stays here. */
  public boolean awaitHeld(Duration within) throws InterruptedException {
    return held.await(within.toSeconds(), TimeUnit.SECONDS);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                  .header("Content-Type", "application/json")
                  .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (exchange.getRequestURI().getPath().equals("/_bulk") && bulksLeft.getAndDecrement() <= 0) {
        held.countDown();
        closed.await();
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
