package io.cardbeam.decision;

import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.address.AddressCards;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.wire.Event;
import java.util.Optional;

/**
 * Answers cards' requests one after the other: decides, and takes the request and its answer into
 * the profile. A request that was answered lately gets the same answer and changes nothing, and so
 * does another one under its id, which the fingerprint in that answer tells. For one thread, as its
 * {@link Decider} is.
 */
public final class CardDesk {
  private final Decider decider;
  private final Bookkeeper bookkeeper;

  public CardDesk(Deciding by) {
    this.decider = new Decider(by);
    this.bookkeeper = new Bookkeeper(by.clearing());
  }

  /**
   * What became of a request.
   *
   * @param profile the card's profile afterwards
   * @param decision the answer
   * @param verdict of lists and rules on it
   * @param repeated whether the answer is one that was given before
   * @param bookings what it did to the card's money
   */
  public record Answer(
      CardProfile profile,
      AuthorizationDecision decision,
      RuleVerdict verdict,
      boolean repeated,
      Bookings bookings) {

    /**
     * Whether a request says something else than the one that was answered: its id was used before.
     * Not known, and so not told, of decisions made before they had fingerprints.
     */
    public boolean isInConflictWith(AuthorizationRequest request) {
      Long answered = decision.getRequestFingerprint();
      return repeated && answered != null && answered != Event.of(request).fingerprint();
    }
  }

  /** Answers a request on a card with this profile, with nothing known of its address. */
  public Answer answer(CardProfile profile, AuthorizationRequest request, RuleBook rules) {
    return answer(profile, request, rules, AddressCards.NONE);
  }

  /**
   * Answers a request on a card with this profile.
   *
   * @param addresses counts of cards by address
   */
  public Answer answer(
      CardProfile profile, AuthorizationRequest request, RuleBook rules, AddressCards addresses) {
    Optional<AuthorizationDecision> earlier = profile.answerTo(request);
    if (earlier.isPresent()) {
      return new Answer(profile, earlier.get(), RuleVerdict.NONE, true, Bookings.NONE);
    }
    CardProfile current = profile.asOf(request.getEventTime().toEpochMilli());
    Decider.Judged judged = decider.decide(current, request, rules, addresses);
    CardProfile.Step answered = current.take(request, judged.decision(), bookkeeper);
    return new Answer(
        answered.profile(), judged.decision(), judged.verdict(), false, answered.bookings());
  }

  /** Takes a decision that was made elsewhere. */
  public Answer given(
      CardProfile profile, AuthorizationRequest request, AuthorizationDecision decision) {
    CardProfile.Step answered = profile.take(request, decision, bookkeeper);
    return new Answer(answered.profile(), decision, RuleVerdict.NONE, false, answered.bookings());
  }

  /** Who books a card's other events. */
  public Bookkeeper bookkeeper() {
    return bookkeeper;
  }
}
