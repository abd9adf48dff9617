package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import java.util.Optional;

/**
 * Answers a card's requests one after the other: decides, and takes the request and its answer into
 * the profile. A request that was answered lately gets the same answer and changes nothing.
 */
public final class CardDesk {
  private CardDesk() {}

  /**
   * What became of a request.
   *
   * @param profile the card's profile afterwards
   * @param decision the answer
   * @param repeated whether the answer is one that was given before
   */
  public record Answer(CardProfile profile, AuthorizationDecision decision, boolean repeated) {}

  /** Answers a request on a card with this profile. */
  public static Answer answer(
      CardProfile profile, AuthorizationRequest request, Reference reference, Policy policy) {
    Optional<AuthorizationDecision> earlier = profile.answerTo(request.getRequestId());
    if (earlier.isPresent()) {
      return new Answer(profile, earlier.get(), true);
    }
    CardProfile current = profile.asOf(request.getEventTime().toEpochMilli());
    AuthorizationDecision decision = Decider.decide(current, request, reference, policy);
    return new Answer(current.apply(request, decision), decision, false);
  }
}
