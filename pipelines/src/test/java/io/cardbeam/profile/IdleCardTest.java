package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardLog;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** When a card's behaviour is forgotten, and that wrong dates forget nothing. */
class IdleCardTest {
  @Test
  void forgetsTheBehaviourOfAnIdleCardButNotTheCard() {
    CardProfile used =
        ProfileAfter.deciding(GeneratedCards.of(3, 1, 60)).apply(update(Duration.ofDays(300)));
    long idle = newestRequest(used) + CardProfile.IDLE.toMillis();
    assertThat(used.asOf(idle - 1).categories().all()).isNotEmpty();
    CardProfile forgotten = used.asOf(idle);
    assertThat(forgotten.categories().all()).isEmpty();
    assertThat(forgotten.account()).isEqualTo(used.account());
    assertThat(forgotten.isWorthKeepingIdle()).isTrue();
    assertThat(CardProfile.EMPTY.isWorthKeepingIdle()).isFalse();
  }

  @Test
  void requestsAloneKeepBehaviourAlive() {
    CardProfile used = ProfileAfter.deciding(GeneratedCards.of(3, 1, 60));
    long idle = newestRequest(used) + CardProfile.IDLE.toMillis();
    Instant shortlyBefore = Instant.ofEpochMilli(idle).minus(Duration.ofDays(1));
    CardProfile labelled =
        used.apply(finding("r-1", shortlyBefore))
            .apply(SampleEvents.payment("y", "card-0", shortlyBefore, 100));
    assertThat(labelled.asOf(idle - 1).confirmed().count()).isPositive();
    assertThat(labelled.asOf(idle).confirmed().count()).isZero();
    assertThat(labelled.asOf(idle).recent().ascending()).isEmpty();
  }

  @Test
  void labelsOfACardWithoutRequestsCountForNothing() {
    CardProfile labelled = CardProfile.EMPTY.apply(finding("r-1", SampleEvents.START));
    assertThat(labelled.confirmed().count()).isZero();
  }

  /** One of each kind that is no request, anywhere after the first request of the card's log. */
  @Property(tries = 40)
  void aWrongDateFarAheadWipesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Instant ahead = Instant.parse("2090-01-01T00:00:00Z").plusSeconds(random.nextInt(100_000_000));
    List<Event> log = CardLog.inOrder(GeneratedCards.of(seed, 1, 60));
    List<Event> misdated =
        List.of(
            finding("never asked", ahead),
            SampleEvents.chargeback("x", "p", "nor this", "card-0", ahead, 1_000),
            SampleEvents.resolution(
                "z", "x", "p", "nor this", "card-0", ahead, ChargebackOutcome.UPHELD, 1_000),
            SampleEvents.payment("y", "card-0", ahead, 1_000));
    int firstRequest = 0;
    while (log.get(firstRequest).type() != EventType.AUTHORIZATION_REQUEST) {
      firstRequest++;
    }
    CardProfile right = ProfileAfter.approving(log);
    for (Event wrong : misdated) {
      List<Event> with = new ArrayList<>(log);
      with.add(firstRequest + 1 + random.nextInt(log.size() - firstRequest), wrong);
      CardProfile profile = ProfileAfter.approving(with);
      assertThat(profile.recent().ascending()).isEqualTo(right.recent().ascending());
      assertThat(profile.firstRequestMillis()).isEqualTo(right.firstRequestMillis());
      assertThat(profile.categories().all()).isEqualTo(right.categories().all());
      assertThat(profile.hours().weights()).isEqualTo(right.hours().weights());
      assertThat(profile.merchants().keys()).isEqualTo(right.merchants().keys());
      assertThat(profile.suspected()).isEqualTo(right.suspected());
      assertThat(profile.confirmed().confirmations())
          .containsAll(right.confirmed().confirmations())
          .hasSize(right.confirmed().count() + (wrong.type() == EventType.PAYMENT ? 0 : 1));
      assertThat(profile.money().authorizations().ascending())
          .isEqualTo(right.money().authorizations().ascending());
      assertThat(profile.money().balanceMinor("USD")).isEqualTo(right.money().balanceMinor("USD"));
      assertThat(profile.answers()).isEqualTo(right.answers());
    }
  }

  @Test
  void anUpdateDatedFarAheadWipesNothing() {
    CardProfile used = ProfileAfter.deciding(GeneratedCards.of(3, 1, 60));
    CardProfile updated = used.apply(update(Duration.ofDays(20_000)));
    assertThat(updated.recent().ascending()).isEqualTo(used.recent().ascending());
    assertThat(updated.categories().all()).isEqualTo(used.categories().all());
    assertThat(updated.money()).isSameAs(used.money());
    assertThat(updated.confirmed()).isEqualTo(used.confirmed());
    assertThat(updated.answers()).isEqualTo(used.answers());
  }

  private static Event update(Duration sinceStart) {
    return SampleEvents.cardUpdate(
        "u", "card-0", SampleEvents.START.plus(sinceStart), CardStatus.ACTIVE, "1 Elm Street");
  }

  private static Event finding(String requestId, Instant found) {
    return SampleEvents.finding(
        "n", requestId, SampleEvents.START, "card-0", found, FindingVerdict.FRAUD);
  }

  private static long newestRequest(CardProfile profile) {
    return profile.recent().get(profile.recent().size() - 1).timeMillis();
  }
}
