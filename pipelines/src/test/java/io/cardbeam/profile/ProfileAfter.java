package io.cardbeam.profile;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.List;

/** Profiles as events leave them. */
public final class ProfileAfter {
  private ProfileAfter() {}

  /** After a heap of events, put in order, each request decided without rules. */
  static CardProfile deciding(List<Event> events) {
    CardDesk desk = new CardDesk(Deciding.standard());
    CardProfile profile = CardProfile.EMPTY;
    for (Event event : CardLog.inOrder(events)) {
      profile =
          event.type() == EventType.AUTHORIZATION_REQUEST
              ? desk.answer(
                      profile, event.body(AuthorizationRequest.class), DecisionRuleBook.empty())
                  .profile()
              : profile.apply(event);
    }
    return profile;
  }

  /** After all events as they stand, each request approved. */
  static CardProfile approving(List<Event> log) {
    CardProfile profile = CardProfile.EMPTY;
    for (Event event : log) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        profile = profile.apply(request, approval(request));
      } else {
        profile = profile.apply(event);
      }
    }
    return profile;
  }

  /** Approves a request. */
  public static AuthorizationDecision approval(AuthorizationRequest request) {
    return new AuthorizationDecision(
        request.getRequestId(),
        "card-1",
        request.getEventTime(),
        Outcome.APPROVED,
        0.01,
        List.of(new Reason("USUAL_PATTERN", "amount 1.0x your usual for grocery_pos", null)),
        "p",
        "m",
        -5f,
        1L,
        null,
        false);
  }
}
