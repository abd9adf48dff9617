package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Policy;
import io.cardbeam.decision.Reference;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import java.io.Serializable;

/**
 * What a job decides by, beside the profiles.
 *
 * @param reference what is known beside the card
 * @param policy from which probability what is done
 */
public record DecisionRules(Reference reference, Policy policy) implements Serializable {

  /** Those that come with Cardbeam. */
  public static DecisionRules standard() {
    return new DecisionRules(Reference.standard(), Policy.standard());
  }

  CardDesk.Answer answer(CardProfile profile, AuthorizationRequest request, RuleBook book) {
    return CardDesk.answer(profile, request, reference, policy, book);
  }
}
