package io.cardbeam.bench.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A merchant's program. */
final class GatewayClient {
  /** Well above the longest deadline of a request. */
  private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(GIVES_UP_AFTER)
          .build();
  private final URI address;
  private final String key;

  GatewayClient(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Asks for an authorization, to be answered within this time. */
  CompletableFuture<HttpResponse<String>> authorize(String body, Duration deadline) {
    return http.sendAsync(
        request("/v1/authorizations")
            .header("Cardbeam-Timeout", Long.toString(deadline.toMillis()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Gets what is at this path. */
  CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(GIVES_UP_AFTER)
        .header("Authorization", "Bearer " + key);
  }
}
