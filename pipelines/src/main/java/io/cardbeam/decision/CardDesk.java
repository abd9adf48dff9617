package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleVerdict;
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
   * @param verdict what lists and rules said; of a repeated or recorded answer nothing
   */
  public record Answer(
      CardProfile profile, AuthorizationDecision decision, boolean repeated, RuleVerdict verdict) {

    /** One on which no rule was asked. */
    public Answer(CardProfile profile, AuthorizationDecision decision, boolean repeated) {
      this(profile, decision, repeated, RuleVerdict.NONE);
    }
  }

  /** Answers a request where there are no rules. */
  public static Answer answer(
      CardProfile profile, AuthorizationRequest request, Reference reference, Policy policy) {
    return answer(profile, request, reference, policy, DecisionRuleBook.empty());
  }

  /** Answers a request on a card with this profile. */
  public static Answer answer(
      CardProfile profile,
      AuthorizationRequest request,
      Reference reference,
      Policy policy,
      RuleBook rules) {
    Optional<AuthorizationDecision> earlier = profile.answerTo(request.getRequestId());
    if (earlier.isPresent()) {
      return new Answer(profile, earlier.get(), true);
    }
    CardProfile current = profile.asOf(request.getEventTime().toEpochMilli());
    Decider.Ruled ruled = Decider.decide(current, request, reference, policy, rules);
    return new Answer(
        current.apply(request, ruled.decision()), ruled.decision(), false, ruled.verdict());
  }
}
