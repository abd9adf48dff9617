package io.cardbeam.decision;

import io.cardbeam.address.AddressCards;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reason;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.FeatureReader;
import io.cardbeam.model.FraudModel;
import io.cardbeam.model.TreeEnsemble;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleInput;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one function that decides, everywhere: in the stream, in bounded mode, in training and in
 * replays. It reads no clock, draws no random number and remembers nothing: same arguments, same
 * answer to the byte. The instance holds what it goes by and arrays to work in, so it is for one
 * thread.
 */
public final class Decider {
  /** Most reasons that a decision carries. */
  public static final int MAX_REASONS = 4;

  private final Deciding by;
  private final ModelReasons modelReasons;
  private final float[] values = new float[FeatureList.SIZE];
  private final int[] inputs = new int[TreeEnsemble.inputs()];
  private final int[] firstEnds;
  private final int[] secondEnds;
  private final RuleInput ruleInput = new RuleInput();

  public Decider(Deciding by) {
    this.by = by;
    this.modelReasons = new ModelReasons(by);
    this.firstEnds = new int[by.model().first().ends()];
    this.secondEnds = new int[by.model().second().ends()];
  }

  /**
   * A decision and how rules took part in it.
   *
   * @param decision the answer, with one to {@value #MAX_REASONS} reasons
   * @param verdict of lists and rules
   */
  public record Judged(AuthorizationDecision decision, RuleVerdict verdict) {}

  /** Decides a request with nothing known of its address, as {@link #decide} does. */
  public Judged decide(CardProfile profile, AuthorizationRequest request, RuleBook rules) {
    return decide(profile, request, rules, AddressCards.NONE);
  }

  /**
   * Decides a request.
   *
   * @param profile the card's, after all events that count before the request, and as of the
   *     request's event time ({@link CardProfile#asOf})
   * @param request what is asked
   * @param rules all of them; those in force at the request's event time count
   * @param addresses counts of cards; those in force at the request's event time count
   */
  public Judged decide(
      CardProfile profile, AuthorizationRequest request, RuleBook rules, AddressCards addresses) {
    FraudModel model = by.model();
    int rank = model.categoryRank(request.getCategory());
    FeatureReader.read(profile, request, rank, by.reference(), values);
    TreeEnsemble.prepare(values, inputs);
    float first = model.first().score(inputs, firstEnds);
    double probability = model.calibration().probability(model.second().score(inputs, secondEnds));
    RuleVerdict verdict =
        rules.verdict(ruleInput.set(request, profile, addresses, probability, values));
    Optional<Reason> mustDecline = HardDeclines.reason(profile, request);
    RuledOutcome ruled =
        RuledOutcome.of(
            mustDecline,
            CostPolicy.outcome(probability, request.getAmountMinor(), by.costs()),
            verdict);
    AuthorizationDecision decision =
        new AuthorizationDecision(
            request.getRequestId(),
            request.getCardToken(),
            request.getEventTime(),
            ruled.outcome(),
            probability,
            reasons(ruled, request),
            by.costs().version(),
            model.version(),
            first,
            FeatureReader.fingerprint(values),
            Event.of(request).fingerprint(),
            !verdict.snoozed() && probability >= by.costs().alertFrom());
    return new Judged(decision, verdict);
  }

  /**
   * Copies the features' values that the latest request was decided by.
   *
   * @param to gets them in the order of {@link FeatureList}
   */
  public void copyValues(float[] to) {
    System.arraycopy(values, 0, to, 0, values.length);
  }

  private List<Reason> reasons(RuledOutcome ruled, AuthorizationRequest request) {
    List<Reason> reasons = new ArrayList<>(MAX_REASONS);
    for (int i = 0; i < Math.min(MAX_REASONS, ruled.reasons().size()); i++) {
      reasons.add(ruled.reasons().get(i));
    }
    modelReasons.add(reasons, ruled.outcome(), values, secondEnds, request);
    return reasons;
  }
}
