package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests that were sent and not answered yet, oldest first; at most {@value #LIMIT} of them. */
final class InFlight {
  /** Most requests that wait for their answer at a time. */
  static final int LIMIT = 10_000;

  private final Map<String, Flight> byRequestId = new LinkedHashMap<>();

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
    return byRequestId.size() >= LIMIT || byRequestId.containsKey(attempt.request().getRequestId());
  }

  void sent(Flight flight) {
    String requestId = flight.attempt().request().getRequestId();
    if (blocks(flight.attempt())) {
      throw new IllegalStateException("request " + requestId + " must wait");
    }
    byRequestId.put(requestId, flight);
  }

  /** The request that is answered; empty if it was not sent from here or is answered already. */
  Optional<Flight> answered(String requestId) {
    return Optional.ofNullable(byRequestId.remove(requestId));
  }

  /** The request that has waited longest. */
  Optional<Flight> oldest() {
    return byRequestId.values().stream().findFirst();
  }

  int size() {
    return byRequestId.size();
  }
}
