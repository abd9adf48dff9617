package io.cardbeam.pipeline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionDifferenceTest {
  private static final Reason REASON = new Reason("UNUSUAL_AMOUNT", "amount 14x your usual", 14.0);
  private static final AuthorizationDecision DECISION =
      new AuthorizationDecision(
          "r-1",
          "card-1",
          Instant.EPOCH,
          Outcome.REFERRED,
          0.25,
          List.of(REASON),
          "costs-1",
          "model-1",
          -1.5f,
          77L,
          null,
          false);

  @Test
  void theSameIsTheSameWhateverDecided() {
    AuthorizationDecision other =
        AuthorizationDecision.newBuilder(DECISION)
            .setModelVersion("model-2")
            .setPolicyVersion("costs-2")
            .build();
    assertThat(DecisionDifference.fields(DECISION, DECISION)).isEmpty();
    assertThat(DecisionDifference.fields(DECISION, other)).isEmpty();
  }

  @Test
  void theLeastBitIsADifference() {
    AuthorizationDecision other =
        AuthorizationDecision.newBuilder(DECISION).setFraudProbability(Math.nextUp(0.25)).build();
    assertThat(DecisionDifference.fields(DECISION, other)).containsExactly("fraud_probability");
  }

  @Test
  void namesEachFieldThatDiffersInTheOrderOfTheSchema() {
    AuthorizationDecision other =
        AuthorizationDecision.newBuilder(DECISION)
            .setOutcome(Outcome.APPROVED)
            .setReasons(List.of())
            .setPatternLogOdds(-1.25f)
            .setFeatureHash(null)
            .build();
    assertThat(DecisionDifference.fields(DECISION, other))
        .containsExactly("outcome", "reasons", "pattern_log_odds", "feature_hash");
  }

  @Test
  void aReasonsTextAndFigureCount() {
    assertThat(withReason(new Reason("UNUSUAL_AMOUNT", "amount 14x your usual", 14.5)))
        .containsExactly("reasons");
    assertThat(withReason(new Reason("UNUSUAL_AMOUNT", "amount 15x your usual", 14.0)))
        .containsExactly("reasons");
    assertThat(withReason(new Reason("UNUSUAL_HOUR", "amount 14x your usual", 14.0)))
        .containsExactly("reasons");
  }

  @Test
  void whatAnEarlierVersionDidNotTellCantDiffer() {
    AuthorizationDecision earlier =
        AuthorizationDecision.newBuilder(DECISION)
            .setPatternLogOdds(null)
            .setFeatureHash(null)
            .setReasons(List.of(new Reason(REASON.getCode(), REASON.getText(), null)))
            .build();
    assertThat(DecisionDifference.fields(earlier, DECISION)).isEmpty();
    assertThat(DecisionDifference.fields(DECISION, earlier))
        .containsExactly("reasons", "pattern_log_odds", "feature_hash");
  }

  private static List<String> withReason(Reason reason) {
    return DecisionDifference.fields(
        DECISION, AuthorizationDecision.newBuilder(DECISION).setReasons(List.of(reason)).build());
  }
}
