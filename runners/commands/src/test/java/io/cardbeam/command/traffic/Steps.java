package io.cardbeam.command.traffic;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.List;

/** Steps for tests. */
final class Steps {
  private Steps() {}

  static Step.Attempt attempt(String requestId, long eventTimeMillis) {
    AuthorizationRequest request =
        new AuthorizationRequest(
            requestId,
            "card",
            Instant.ofEpochMilli(eventTimeMillis),
            100L,
            "USD",
            "m1",
            "Merchant",
            "grocery_pos",
            Channel.CARD_PRESENT,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Step.Attempt(request, List.of(ClearOnApproval.purchase(request)));
  }

  static Event purchase(String requestId, long eventTimeMillis) {
    return attempt(requestId, eventTimeMillis).ifApproved().get(0);
  }

  static Step publish(long eventTimeMillis) {
    return new Step.Publish(purchase("p" + eventTimeMillis, eventTimeMillis));
  }
}
