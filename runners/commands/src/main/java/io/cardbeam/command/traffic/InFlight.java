package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests that were sent and not answered yet, oldest first; at most {@value #LIMIT} of them. */
final class InFlight {
  /** Most requests that wait for their answer at a time. */
  static final int LIMIT = 10_000;

  private final Map<Id, Flight> byId = new LinkedHashMap<>();

  /** An id is one among those of its card. */
  private record Id(String cardToken, String requestId) {
    static Id of(Step.Attempt attempt) {
      return new Id(attempt.request().getCardToken(), attempt.request().getRequestId());
    }
  }

  /**
   * One request on its way.
   *
   * @param attempt the request and what follows it
   * @param stepNumber its place in the traffic, from 0
   * @param sentNanos of {@link System#nanoTime}
   */
  record Flight(Step.Attempt attempt, long stepNumber, long sentNanos) {}

  /** Whether another request has to wait: there are too many, or this very one is on its way. */
  boolean blocks(Step.Attempt attempt) {
    return byId.size() >= LIMIT || byId.containsKey(Id.of(attempt));
  }

  void sent(Flight flight) {
    Id id = Id.of(flight.attempt());
    if (blocks(flight.attempt())) {
      throw new IllegalStateException("request " + id.requestId() + " must wait");
    }
    byId.put(id, flight);
  }

  /** The request that is answered; empty if it was not sent from here or is answered already. */
  Optional<Flight> answered(String cardToken, String requestId) {
    return Optional.ofNullable(byId.remove(new Id(cardToken, requestId)));
  }

  /** The request that has waited longest. */
  Optional<Flight> oldest() {
    return byId.values().stream().findFirst();
  }

  int size() {
    return byId.size();
  }
}
