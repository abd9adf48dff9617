package io.cardbeam.console.gateway;

import io.cardbeam.console.gateway.AuthorizationRecords.Known;
import io.cardbeam.event.AuthorizationDecision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request that has no answer yet; the first to close it answers it.
 *
 * @param sinceNanos when it was taken
 * @param recorded what the records say of its id, once they were looked up
 * @param answer to come
 */
record OpenRequest(
    Asked asked,
    long sinceNanos,
    CompletableFuture<Optional<Known>> recorded,
    CompletableFuture<Answer> answer,
    AtomicBoolean closed) {
  OpenRequest(Asked asked, long sinceNanos) {
    this(
        asked,
        sinceNanos,
        new CompletableFuture<>(),
        new CompletableFuture<>(),
        new AtomicBoolean());
  }

  /** Closes it; whether it was open. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  /** Whether a record says what becomes of it, and no decision is needed. */
  boolean isSettledBy(Known known) {
    return known.answer().isPresent() || !differencesFrom(known).isEmpty();
  }

  /** Pointers of the fields in which it differs from the first request under its id. */
  List<String> differencesFrom(Known known) {
    return Differences.between(known.request(), asked.request());
  }

  /** Whether this very request was decided: the first under its id that reached the stream. */
  boolean isDecidedBy(AuthorizationDecision decision) {
    return decision.getEventTime().equals(asked.request().getEventTime());
  }

  /** Whether it is the very request that is recorded, not one like it. */
  boolean isRecordedAs(Known known) {
    return known.request().getEventTime().equals(asked.request().getEventTime());
  }
}
