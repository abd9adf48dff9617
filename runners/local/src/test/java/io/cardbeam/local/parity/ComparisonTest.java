package io.cardbeam.local.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is damaged in a run's decisions is found, counted and told. */
class ComparisonTest {
  private static final int COUNT = 20;

  @TempDir private Path folder;

  private final List<AuthorizationDecision> first = Decisions.first(COUNT);
  private final List<AuthorizationDecision> other = new ArrayList<>(first);

  private Comparison compare() throws IOException {
    return Comparison.of(
        DecisionIndex.of(Decisions.write(folder.resolve("first"), first)),
        DecisionIndex.of(Decisions.write(folder.resolve("other"), other)));
  }

  private static AuthorizationDecision.Builder changed(int number) {
    return AuthorizationDecision.newBuilder(Decisions.number(number));
  }

  @Test
  void theSameDecisionsInAnotherOrderAreEqual() throws IOException {
    Collections.reverse(other);
    Comparison comparison = compare();
    assertThat(comparison).isEqualTo(new Comparison(COUNT, 0, 0, 0, List.of()));
    assertThat(comparison.isSame()).isTrue();
  }

  @Test
  void aChangedFieldIsToldWithBothValues() throws IOException {
    other.set(7, changed(7).setFraudProbability(Math.nextUp(0.007)).build());
    Comparison comparison = compare();
    assertThat(comparison.isSame()).isFalse();
    assertThat(comparison)
        .extracting(
            Comparison::equal, Comparison::different, Comparison::missing, Comparison::extra)
        .containsExactly(COUNT - 1L, 1L, 0L, 0L);
    Difference difference = comparison.earliest().get(0);
    assertThat(difference.kind()).isEqualTo(Difference.Kind.DIFFERENT);
    assertThat(difference.decision()).isEqualTo(first.get(7));
    assertThat(difference.fields())
        .containsExactly(
            new Difference.Field(
                "fraud_probability", "0.007", Double.toString(Math.nextUp(0.007))));
    assertThat(difference.inFeatures()).isFalse();
  }

  @Test
  void anotherFingerprintOfTheFeaturesIsToldAsSuch() throws IOException {
    other.set(3, changed(3).setFeatureHash(-1L).build());
    Difference difference = compare().earliest().get(0);
    assertThat(difference.inFeatures()).isTrue();
    assertThat(difference.fields())
        .containsExactly(new Difference.Field("feature_hash", "1003", "-1"));
  }

  @Test
  void anotherWordOfAReasonIsADifference() throws IOException {
    other.set(
        3, changed(3).setReasons(List.of(new Reason("UNUSUAL_AMOUNT", "else", null))).build());
    assertThat(compare().earliest())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.fields())
                    .extracting(Difference.Field::name)
                    .containsExactly("reasons"));
  }

  @Test
  void aMissingAndAnExtraDecisionAreToldApart() throws IOException {
    other.remove(4);
    other.add(Decisions.number(COUNT));
    Comparison comparison = compare();
    assertThat(comparison)
        .extracting(
            Comparison::equal, Comparison::different, Comparison::missing, Comparison::extra)
        .containsExactly(COUNT - 1L, 0L, 1L, 1L);
    assertThat(comparison.earliest())
        .extracting(Difference::kind, d -> d.decision().getRequestId())
        .containsExactly(
            tuple(Difference.Kind.MISSING, "r-4"), tuple(Difference.Kind.EXTRA, "r-" + COUNT));
  }

  @Test
  void oneRequestIdOnTwoCardsIsTwoRequests() throws IOException {
    other.set(5, changed(5).setCardToken("card-of-another").build());
    Comparison comparison = compare();
    assertThat(comparison.missing()).isEqualTo(1);
    assertThat(comparison.extra()).isEqualTo(1);
  }

  @Test
  void ofManyDifferencesTheEarliestAreTold() throws IOException {
    other.replaceAll(d -> AuthorizationDecision.newBuilder(d).setModelVersion("m-2").build());
    Collections.reverse(other);
    Comparison comparison = compare();
    assertThat(comparison.different()).isEqualTo(COUNT);
    assertThat(comparison.earliest())
        .extracting(d -> d.decision().getRequestId())
        .containsExactly("r-0", "r-1", "r-2", "r-3", "r-4")
        .hasSize(Comparison.TOLD);
    assertThat(comparison.earliest()).allMatch(d -> d.fields().size() == 1);
  }
}
