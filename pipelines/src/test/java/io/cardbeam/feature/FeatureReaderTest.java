package io.cardbeam.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FeatureReaderTest {

  @Property(tries = 40)
  void readsWhatTheWholeHistoryTells(@ForAll long seed) {
    CardDesk desk = new CardDesk(Deciding.standard());
    CardProfile profile = CardProfile.EMPTY;
    SlowFeatures slow = new SlowFeatures();
    float[] values = new float[FeatureList.SIZE];
    for (Event event : CardLog.inOrder(withFindings(GeneratedCards.of(seed, 1, 80)))) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = profile.apply(event);
        if (event.type() == EventType.FRAUD_FINDING) {
          slow.confirm(event.eventTimeMillis());
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

  /** A finding on every seventh request, each half a day after it. */
  private static List<Event> withFindings(List<Event> events) {
    List<Event> all = new ArrayList<>(events);
    int number = 0;
    for (Event event : events) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST && number++ % 7 == 0) {
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        all.add(
            Event.of(
                FraudFinding.newBuilder()
                    .setFindingId("f-" + number)
                    .setRequestId(request.getRequestId())
                    .setRequestTime(request.getEventTime())
                    .setCardToken(request.getCardToken())
                    .setEventTime(request.getEventTime().plus(Duration.ofHours(12)))
                    .setVerdict(FindingVerdict.FRAUD)
                    .setSource(FindingSource.ANALYST)
                    .setNote("")
                    .build()));
      }
    }
    return all;
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
