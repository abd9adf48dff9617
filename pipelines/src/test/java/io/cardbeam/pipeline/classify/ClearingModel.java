package io.cardbeam.pipeline.classify;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@link ClearingRun#STRICT} terms say of each transaction, from all events of all cards and
 * by brute force.
 */
final class ClearingModel {
  private static final Duration PRESENTED = Duration.ofDays(30);
  private static final Duration PATIENCE = Duration.ofHours(24);

  private ClearingModel() {}

  /** "TYPE id" to "BOOKED" or the code of the exception. */
  static Map<String, String> rule(
      Collection<Event> events, Collection<AuthorizationDecision> decisions) {
    Map<String, String> ruled = new TreeMap<>();
    for (Event event : events) {
      switch (event.type()) {
        case PURCHASE -> ruled.put(name(event), purchase(event, events, decisions));
        case REFUND ->
            ruled.put(
                name(event),
                event.body(Refund.class).getPurchaseId().isEmpty() ? "NO_PURCHASE" : "BOOKED");
        case REVERSAL, PAYMENT, PAYMENT_RETURNED, CHARGEBACK, CHARGEBACK_RESOLUTION ->
            ruled.put(name(event), "BOOKED");
        default -> {
          // No transaction.
        }
      }
    }
    return ruled;
  }

  static String name(Event event) {
    return event.type() + " " + event.id();
  }

  private static String purchase(
      Event event, Collection<Event> events, Collection<AuthorizationDecision> decisions) {
    Purchase purchase = event.body(Purchase.class);
    Optional<AuthorizationRequest> named =
        events.stream()
            .filter(it -> it.type() == EventType.AUTHORIZATION_REQUEST)
            .map(it -> it.body(AuthorizationRequest.class))
            .filter(it -> it.getRequestId().equals(purchase.getAuthorizationId()))
            .filter(it -> it.getCardToken().equals(purchase.getCardToken()))
            .filter(it -> isInTime(it.getEventTime(), purchase.getEventTime()))
            .findFirst();
    if (named.isEmpty()) {
      return "NO_AUTHORIZATION";
    }
    if (!named.get().getCurrency().equals(purchase.getCurrency())) {
      return "OTHER_CURRENCY";
    }
    boolean approved =
        decisions.stream()
            .anyMatch(
                it ->
                    it.getRequestId().equals(purchase.getAuthorizationId())
                        && it.getOutcome() == Outcome.APPROVED);
    return approved ? "BOOKED" : "NOT_APPROVED";
  }

  private static boolean isInTime(Instant request, Instant purchase) {
    return !purchase.isAfter(request.plus(PRESENTED)) && request.isBefore(purchase.plus(PATIENCE));
  }
}
