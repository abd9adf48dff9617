package io.cardbeam.simulator;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What follows a request that is referred or declined: the bank asks the cardholder, who says
 * within two hours that it was a thief's. To their own purchases they say nothing: they pay
 * otherwise.
 */
final class Inquiry {
  static final Duration SOONEST = Duration.ofMinutes(1);
  static final Duration LATEST = Duration.ofHours(2);

  private Inquiry() {}

  /** The events, in order of time. They are drawn by the request's id, and change no other draw. */
  static List<Event> after(AuthorizationRequest request, Behaviour behaviour) {
    if (!behaviour.isFraud()) {
      return List.of();
    }
    long delayMillis =
        SOONEST.toMillis()
            + Math.floorMod(
                StableHash.of(request.getRequestId()), LATEST.minus(SOONEST).toMillis());
    Instant at = request.getEventTime().plusMillis(delayMillis);
    return List.of(
        Event.of(
            new FraudFinding(
                "inquiry-" + request.getRequestId(),
                request.getRequestId(),
                request.getEventTime(),
                request.getCardToken(),
                at,
                FindingVerdict.FRAUD,
                FindingSource.CARDHOLDER,
                "")));
  }
}
