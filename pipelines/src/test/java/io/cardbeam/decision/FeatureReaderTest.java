package io.cardbeam.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FeatureReaderTest {
  private static final Reference REFERENCE = Reference.standard();
  private static final Policy POLICY = Policy.standard();

  @Property(tries = 40)
  void readsWhatTheWholeHistoryTells(@ForAll long seed) {
    CardProfile profile = CardProfile.EMPTY;
    SlowPattern slow = new SlowPattern();
    for (Event event : CardLog.inOrder(GeneratedCards.of(seed, 1, 80))) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        profile = profile.apply(event);
        continue;
      }
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      assertSame(
          FeatureReader.read(profile.asOf(event.eventTimeMillis()), request, REFERENCE),
          slow.features(request, REFERENCE));
      CardDesk.Answer answer = CardDesk.answer(profile, request, REFERENCE, POLICY);
      profile = answer.profile();
      slow.add(request, answer.decision());
    }
  }

  private static void assertSame(RequestFeatures fast, RequestFeatures slow) {
    assertThat(fast)
        .usingRecursiveComparison()
        .withComparatorForType(FeatureReaderTest::compareRoughly, Double.class)
        .ignoringFields("usualMinor")
        .isEqualTo(slow);
    assertThat(Math.abs(fast.usualMinor() - slow.usualMinor())).isLessThanOrEqualTo(1);
  }

  private static int compareRoughly(Double a, Double b) {
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) ? 0 : Double.compare(a, b);
  }
}
