package io.cardbeam.traffic;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.wire.Event;
import java.util.List;

/** One step of card traffic. A source yields its steps in order of event time. */
public sealed interface Step {

  /** When it happens, milliseconds since 1970 UTC. */
  long eventTimeMillis();

  /** An event that happens whatever is decided: a card's update, a payment. */
  record Publish(Event event) implements Step {
    @Override
    public long eventTimeMillis() {
      return event.eventTimeMillis();
    }
  }

  /**
   * A request for authorization, and what follows its decision.
   *
   * @param request what a merchant asks
   * @param ifApproved the purchase, and perhaps a reversal, refund, chargeback and its resolution
   *     later; each has its own event time, at or after the request's, in ascending order
   * @param ifNotApproved what follows if it is referred or declined, ordered alike
   */
  record Attempt(AuthorizationRequest request, List<Event> ifApproved, List<Event> ifNotApproved)
      implements Step {
    public Attempt {
      ifApproved = List.copyOf(ifApproved);
      ifNotApproved = List.copyOf(ifNotApproved);
    }

    /** One that nothing follows unless it is approved. */
    public Attempt(AuthorizationRequest request, List<Event> ifApproved) {
      this(request, ifApproved, List.of());
    }

    @Override
    public long eventTimeMillis() {
      return request.getEventTime().toEpochMilli();
    }
  }
}
