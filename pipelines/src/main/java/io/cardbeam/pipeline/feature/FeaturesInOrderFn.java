package io.cardbeam.pipeline.feature;

import io.cardbeam.account.Bookkeeper;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Decider;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.FeatureReader;
import io.cardbeam.feature.Reference;
import io.cardbeam.label.CardLabels;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Reads the features of all requests of one card, in the order of its log. */
final class FeaturesInOrderFn extends DoFn<KV<String, Iterable<byte[]>>, FeatureRow> {
  private static final long serialVersionUID = 1L;
  private static final int NO_RANK = -1;

  private final @Nullable Deciding deciding;
  private transient @Nullable Decider decider;

  FeaturesInOrderFn(@Nullable Deciding deciding) {
    this.deciding = deciding;
  }

  @Setup
  public void setUp() {
    decider = deciding == null ? null : new Decider(deciding);
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<byte[]>> card, OutputReceiver<FeatureRow> output) {
    List<Event> events = CardLog.inOrder(CardHistory.of(card.getValue()).events());
    CardLabels labels = CardLabels.of(events);
    CardLog.play(
        events,
        Bookkeeper.standard(), // No feature is of the card's money.
        (profile, request) -> {
          float[] values = new float[FeatureList.SIZE];
          AuthorizationDecision decision =
              decider == null
                  ? approve(profile, request, values)
                  : decide(decider, profile, request, values);
          long known = labels.fraudSinceMillis(request.getRequestId()).orElse(FeatureRow.NEVER);
          output.output(row(request, decision, known, values));
          RunProgress.countDecided();
          return profile.apply(request, decision);
        });
  }

  private static AuthorizationDecision decide(
      Decider decider, CardProfile profile, AuthorizationRequest request, float[] values) {
    var judged = decider.decide(profile, request, DecisionRuleBook.shipped());
    decider.copyValues(values);
    return judged.decision();
  }

  /** Where nothing decides, all is approved. */
  private static AuthorizationDecision approve(
      CardProfile profile, AuthorizationRequest request, float[] values) {
    FeatureReader.read(profile, request, NO_RANK, Reference.standard(), values);
    return new AuthorizationDecision(
        request.getRequestId(),
        request.getCardToken(),
        request.getEventTime(),
        Outcome.APPROVED,
        Double.NaN,
        List.of(),
        "",
        "",
        null,
        null,
        null,
        null);
  }

  private static FeatureRow row(
      AuthorizationRequest request,
      AuthorizationDecision decision,
      long fraudKnownMillis,
      float[] values) {
    return new FeatureRow(
        request.getCardToken(),
        request.getRequestId(),
        request.getEventTime().toEpochMilli(),
        request.getAmountMinor(),
        request.getCategory(),
        decision.getOutcome(),
        decision.getFraudProbability(),
        fraudKnownMillis,
        values);
  }
}
