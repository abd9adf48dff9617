package io.cardbeam.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks until there is an answer, as a merchant's program does: where there was none, or the same
 * request is in flight still, it sends the same bytes again.
 */
final class Merchant {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(90);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

  /** What a busy machine may add to a deadline. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(5);

  private final GatewayClient gateway;
  private final Duration deadline;

  /**
   * An answer.
   *
   * @param byDefault whether no decision came in time
   * @param tries how often was asked until it came
   */
  record Answered(String id, String outcome, String amount, boolean byDefault, int tries) {}

  /**
   * A merchant.
   *
   * @param deadline of each request
   */
  Merchant(GatewayClient gateway, Duration deadline) {
    this.gateway = gateway;
    this.deadline = deadline;
  }

  /** The answer to this body; ends with an {@link AssertionError} if there is none at last. */
  CompletableFuture<Answered> ask(String body) {
    return ask(body, 1, System.nanoTime() + GIVES_UP_AFTER.toNanos());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // composed
  private CompletableFuture<Answered> ask(String body, int tries, long end) {
    long began = System.nanoTime();
    return gateway
        .authorize(body, deadline)
        .handle(
            (answer, failure) -> {
              if (answer != null) {
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("time until the answer to %s", body)
                    .isLessThan(deadline.plus(ALLOWANCE));
                if (answer.statusCode() == 200) {
                  return CompletableFuture.completedFuture(answered(answer, tries));
                }
                assertThat(answer.statusCode()).as(answer.body()).isIn(409, 429, 503);
                assertThat(answer.headers().firstValue("Retry-After"))
                    .as(answer.body())
                    .isPresent();
              }
              assertThat(System.nanoTime())
                  .as("no answer to %s: %s", body, failure)
                  .isLessThan(end);
              return CompletableFuture.supplyAsync(() -> true, LATER)
                  .thenCompose(later -> ask(body, tries + 1, end));
            })
        .thenCompose(Function.identity());
  }

  static Answered answered(HttpResponse<String> answer, int tries) {
    JsonNode node = json(answer);
    return new Answered(
        node.path("authorization_id").asText(),
        node.path("outcome").asText(),
        node.path("amount").asText(),
        node.path("decided_by").asText().equals("default"),
        tries);
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
