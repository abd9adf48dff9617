package io.cardbeam.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FeatureReaderTest {

  @Property(tries = 40)
  void readsWhatTheWholeHistoryTells(@ForAll long seed) {
    CardDesk desk = new CardDesk(Deciding.standard());
    CardProfile profile = CardProfile.EMPTY;
    SlowFeatures slow = new SlowFeatures();
    float[] values = new float[FeatureList.SIZE];
    for (Event event : CardLog.inOrder(GeneratedCards.of(seed, 1, 80))) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = profile.apply(event);
        if (event.type() == EventType.FRAUD_FINDING) {
          slow.find(event.body(FraudFinding.class));
        }
        continue;
      }
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      FeatureReader.read(
          profile.asOf(event.eventTimeMillis()), request, 3, Reference.standard(), values);
      Map<String, Double> expected =
          slow.of(request, 3, profile.account().latitude(), profile.account().longitude());
      assertThat(expected.keySet())
          .containsExactlyInAnyOrderElementsOf(
              FeatureList.all().stream().map(Feature::name).toList());
      for (Feature feature : FeatureList.all()) {
        assertSame(feature, values[feature.index()], expected.getOrDefault(feature.name(), 0.0));
      }
      CardDesk.Answer answer = desk.answer(profile, request, DecisionRuleBook.empty());
      profile = answer.profile();
      slow.add(request, answer.decision());
    }
  }

  /** Has two requests of one instant. */
  @Example
  void tellsRequestsOfOneInstantApart() {
    readsWhatTheWholeHistoryTells(5);
  }

  @Example
  void aLaterRequestSeesRequestsOfOneInstantAlikeWhicheverCameFirst() {
    Instant at = SampleEvents.START;
    Decided one = scored("r-1", at, "Bakery", 48.2, -3);
    Decided two = scored("r-2", at, "Airport", 52.3, 2);
    AuthorizationRequest later = scored("r-3", at.plusSeconds(600), "Museum", 41.9, 0).request();
    float[] oneFirst = valuesAfter(List.of(one, two), later);
    float[] twoFirst = valuesAfter(List.of(two, one), later);
    assertThat(twoFirst).isEqualTo(oneFirst);
    boolean oneIsLast = StableHash.of("r-1") > StableHash.of("r-2");
    assertThat(oneFirst[FeatureList.named("last_log_odds").orElseThrow().index()])
        .isEqualTo(oneIsLast ? -3 : 2);
  }

  private static float[] valuesAfter(List<Decided> earlier, AuthorizationRequest request) {
    CardProfile profile = CardProfile.EMPTY;
    for (Decided decided : earlier) {
      profile = profile.apply(decided.request(), decided.decision());
    }
    float[] values = new float[FeatureList.SIZE];
    FeatureReader.read(profile, request, 3, Reference.standard(), values);
    return values;
  }

  private static Decided scored(
      String id, Instant at, String merchant, double latitude, float logOdds) {
    Decided decided = SampleEvents.decided(id, "card-1", at, 1_000, Outcome.APPROVED, merchant);
    return new Decided(
        AuthorizationRequest.newBuilder(decided.request()).setMerchantLatitude(latitude).build(),
        AuthorizationDecision.newBuilder(decided.decision()).setPatternLogOdds(logOdds).build(),
        decided.card());
  }

  private static void assertSame(Feature feature, float value, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(value).as(feature.name()).isNaN();
    } else {
      assertThat((double) value)
          .as(feature.name())
          .isCloseTo(
              expected,
              org.assertj.core.data.Offset.offset(2e-6 * Math.max(1, Math.abs(expected))));
    }
  }
}
