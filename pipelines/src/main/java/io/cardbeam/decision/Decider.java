package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.profile.CardProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one function that decides, everywhere: in the stream, in bounded mode, in training and in
 * replays. It reads no clock, draws no random number and keeps nothing: same arguments, same answer
 * to the byte.
 */
public final class Decider {
  /** Most reasons that a decision carries. */
  public static final int MAX_REASONS = 3;

  private static final Scorer SCORER = new RuleScorer();

  private Decider() {}

  /**
   * Decides a request.
   *
   * @param profile the card's, after all events that count before the request
   * @param request what is asked
   * @param reference what is known beside the card
   * @param policy from which probability what is done
   * @return the answer, with one to {@value #MAX_REASONS} reasons
   */
  public static AuthorizationDecision decide(
      CardProfile profile, AuthorizationRequest request, Reference reference, Policy policy) {
    CardProfile current = profile.asOf(request.getEventTime().toEpochMilli());
    RequestFeatures features = FeatureReader.read(current, request, reference);
    Score score = SCORER.score(features, request);
    Optional<Reason> mustDecline = HardDeclines.reason(current, request);
    Outcome outcome =
        mustDecline.isPresent() ? Outcome.DECLINED : outcome(score.probability(), policy);
    return new AuthorizationDecision(
        request.getRequestId(),
        request.getCardToken(),
        request.getEventTime(),
        outcome,
        score.probability(),
        reasons(mustDecline, outcome, score, features, request),
        policy.version(),
        SCORER.version());
  }

  private static Outcome outcome(double probability, Policy policy) {
    if (probability >= policy.declineFrom()) {
      return Outcome.DECLINED;
    }
    return probability >= policy.referFrom() ? Outcome.REFERRED : Outcome.APPROVED;
  }

  private static List<Reason> reasons(
      Optional<Reason> mustDecline,
      Outcome outcome,
      Score score,
      RequestFeatures features,
      AuthorizationRequest request) {
    List<Reason> reasons = new ArrayList<>(MAX_REASONS);
    mustDecline.ifPresent(reasons::add);
    if (outcome == Outcome.APPROVED) {
      reasons.add(usualPattern(features, request));
    }
    for (Finding finding : score.findings()) {
      if (reasons.size() < MAX_REASONS) {
        reasons.add(new Reason(finding.code(), finding.text()));
      }
    }
    return reasons;
  }

  private static Reason usualPattern(RequestFeatures features, AuthorizationRequest request) {
    return new Reason(
        "USUAL_PATTERN",
        "amount "
            + Wording.multiple(features.amountRatio())
            + " your usual for "
            + request.getCategory()
            + ", "
            + Wording.ordinal(features.requests24Hours() + 1)
            + " request in 24 h");
  }
}
