package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleInput;
import io.cardbeam.rule.RuleVerdict;
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
  private static final float[] NO_FEATURES = {};

  private Decider() {}

  /**
   * Decides a request.
   *
   * @param profile the card's, after all events that count before the request
   * @param request what is asked
   * @param reference what is known beside the card
   * @param policy from which probability what is done
   * @param rules lists and rules
   * @return the answer, with one to {@value #MAX_REASONS} reasons
   */
  public static Ruled decide(
      CardProfile profile,
      AuthorizationRequest request,
      Reference reference,
      Policy policy,
      RuleBook rules) {
    CardProfile current = profile.asOf(request.getEventTime().toEpochMilli());
    RequestFeatures features = FeatureReader.read(current, request, reference);
    Score score = SCORER.score(features, request);
    Optional<Reason> mustDecline = HardDeclines.reason(current, request);
    RuleVerdict verdict =
        rules.verdict(new RuleInput().set(request, score.probability(), NO_FEATURES));
    RuledOutcome ruled =
        RuledOutcome.of(mustDecline, outcome(score.probability(), policy), verdict);
    AuthorizationDecision decision =
        new AuthorizationDecision(
            request.getRequestId(),
            request.getCardToken(),
            request.getEventTime(),
            ruled.outcome(),
            score.probability(),
            reasons(ruled, score, features, request),
            policy.version(),
            SCORER.version());
    return new Ruled(decision, verdict);
  }

  /** Decides a request where there are no rules. */
  public static AuthorizationDecision decide(
      CardProfile profile, AuthorizationRequest request, Reference reference, Policy policy) {
    return decide(profile, request, reference, policy, DecisionRuleBook.empty()).decision();
  }

  /**
   * A decision, and what the rules said on it.
   *
   * @param decision the answer
   * @param verdict of lists and rules, already in it
   */
  public record Ruled(AuthorizationDecision decision, RuleVerdict verdict) {}

  private static Outcome outcome(double probability, Policy policy) {
    if (probability >= policy.declineFrom()) {
      return Outcome.DECLINED;
    }
    return probability >= policy.referFrom() ? Outcome.REFERRED : Outcome.APPROVED;
  }

  private static List<Reason> reasons(
      RuledOutcome ruled, Score score, RequestFeatures features, AuthorizationRequest request) {
    List<Reason> reasons = new ArrayList<>(MAX_REASONS);
    ruled.reasons().stream().limit(MAX_REASONS).forEach(reasons::add);
    if (ruled.outcome() == Outcome.APPROVED && reasons.size() < MAX_REASONS) {
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
