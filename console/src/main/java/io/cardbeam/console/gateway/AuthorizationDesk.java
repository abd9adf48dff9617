package io.cardbeam.console.gateway;

import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Brings requests and their decisions together by request id. A request that is asked again while
 * it waits is not sent again; one that was answered lately gets the same answer. Later repeats are
 * sent, and the pipeline, which remembers what it answered, says the same again.
 */
public final class AuthorizationDesk {
  /** Most requests that wait at once. */
  static final int MAX_WAITING = 1_000;

  /** Most answers that are remembered; the oldest gives way. */
  static final int MAX_ANSWERED = 10_000;

  private final Outbox outbox;
  private final Duration patience;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, AuthorizationDecision> answered = new LinkedHashMap<>();

  private record Waiting(String cardToken, CompletableFuture<AuthorizationDecision> decision) {}

  /** Where requests go. */
  interface Outbox {
    /** Sends a request; the future ends when it is stored, or with what went wrong. */
    CompletableFuture<Void> send(AuthorizationRequest request);
  }

  /**
   * A desk.
   *
   * @param patience how long a request waits for its decision
   */
  AuthorizationDesk(Outbox outbox, Duration patience) {
    this.outbox = outbox;
    this.patience = patience;
  }

  /**
   * Asks for a decision.
   *
   * @return the decision; ends with {@link java.util.concurrent.TimeoutException} if there is none
   *     in time, or with what kept the request from being sent
   * @throws RefusedException if too many wait, or the id belongs to another card's request
   */
  @SuppressWarnings("FutureReturnValueIgnored") // callbacks that can't fail
  CompletableFuture<AuthorizationDecision> ask(AuthorizationRequest request)
      throws RefusedException {
    String id = request.getRequestId();
    CompletableFuture<AuthorizationDecision> decision = new CompletableFuture<>();
    Waiting mine = new Waiting(request.getCardToken(), decision);
    synchronized (this) {
      AuthorizationDecision known = answered.get(id);
      if (known != null) {
        requireSameCard(known.getCardToken(), request);
        return CompletableFuture.completedFuture(known);
      }
      Waiting same = waiting.get(id);
      if (same != null && !same.decision().isDone()) {
        requireSameCard(same.cardToken(), request);
        return same.decision();
      }
      if (waiting.size() >= MAX_WAITING) {
        throw new RefusedException(
            Problem.of(ProblemType.OVERLOADED, "Too many requests wait for a decision.")
                .retryAfterSeconds(1));
      }
      waiting.put(id, mine);
    }
    CompletableFuture<AuthorizationDecision> bounded =
        decision.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    bounded.whenComplete((answer, failure) -> forget(id, mine));
    CompletableFuture<Void> sent = outbox.send(request);
    sent.whenComplete(
        (stored, failure) -> {
          if (failure != null) {
            decision.completeExceptionally(failure);
          }
        });
    return bounded;
  }

  /** Tells of a decision, anybody's. */
  public void decided(AuthorizationDecision decision) {
    Waiting asked;
    synchronized (this) {
      if (answered.put(decision.getRequestId(), decision) == null
          && answered.size() > MAX_ANSWERED) {
        answered.remove(answered.keySet().iterator().next());
      }
      asked = waiting.get(decision.getRequestId());
    }
    if (asked != null && asked.cardToken().equals(decision.getCardToken())) {
      asked.decision().complete(decision);
    }
  }

  private synchronized void forget(String id, Waiting over) {
    waiting.remove(id, over);
  }

  private static void requireSameCard(String cardToken, AuthorizationRequest request)
      throws RefusedException {
    if (!cardToken.equals(request.getCardToken())) {
      throw new RefusedException(
          ProblemType.REQUEST_ID_REUSED, "The request id was used for a request on another card.");
    }
  }
}
