package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.OpenAuthorizations;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CardProfileTest {
  /** What a checkpoint may have to hold of a card; see {@link #staysBoundedUnderAnyTraffic}. */
  private static final int MAX_BYTES = 32 * 1024;

  @Property(tries = 30)
  void isTheSameAfterItsBytes(@ForAll long seed) throws IOException {
    CardProfile profile = ProfileAfter.deciding(GeneratedCards.of(seed, 1, 60));
    byte[] bytes = bytes(profile);
    CardProfile read = CardProfileFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  @Property(tries = 100)
  void keepsTheRequestsOfSevenDaysInOrderWhateverTheOrderTheyCameIn(@ForAll long seed) {
    Random random = new Random(seed);
    List<RecentRequest> all = new ArrayList<>();
    RecentRequests recent = RecentRequests.NONE;
    for (int i = 0; i < 200; i++) {
      RecentRequest request = request(3_600_000L * random.nextInt(400), i);
      all.add(request);
      recent = recent.plus(request);
    }
    long newest = all.stream().mapToLong(RecentRequest::timeMillis).max().orElseThrow();
    List<RecentRequest> expected =
        all.stream()
            .filter(r -> r.timeMillis() >= newest - RecentRequests.KEPT_MILLIS)
            .sorted(
                Comparator.comparingLong(RecentRequest::timeMillis)
                    .thenComparingLong(RecentRequest::idHash))
            .toList();
    assertThat(recent.ascending()).isEqualTo(expected);
    assertThat(recent.size()).isEqualTo(expected.size());
    assertThat(recent.get(0)).isEqualTo(expected.get(0));
  }

  @Property(tries = 50)
  void aHabitIsTheSameInAnyOrderOfItsPurchases(@ForAll long seed) {
    Random random = new Random(seed);
    List<long[]> purchases = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      purchases.add(
          new long[] {
            Duration.ofHours(random.nextInt(5000)).toMillis(), 1 + random.nextInt(99_999)
          });
    }
    CategoryHabits one = habits(purchases);
    purchases.sort(Comparator.comparingLong(p -> p[0]));
    CategoryHabits two = habits(purchases);
    AmountHabit a = one.of(StableHash.of("c"));
    AmountHabit b = two.of(StableHash.of("c"));
    assertThat(a.weight()).isCloseTo(b.weight(), within(1e-9));
    assertThat(a.meanLog()).isCloseTo(b.meanLog(), within(1e-9));
    assertThat(a.squaredDeviation()).isCloseTo(b.squaredDeviation(), within(1e-7));
  }

  @Test
  void staysBoundedUnderAnyTraffic() throws IOException {
    Random random = new Random(1);
    CardProfile profile = issued();
    Instant time = SampleEvents.START;
    for (int i = 0; i < 5_000; i++) {
      time = time.plusSeconds(random.nextInt(30));
      AuthorizationRequest request = request("r" + i, time, "category-" + i % 200, "m-" + i);
      profile = profile.apply(request, ProfileAfter.approval(request));
      profile = profile.apply(SampleEvents.payment("y" + i, "card-1", time, 1));
    }
    assertThat(bytes(profile).length).isLessThan(MAX_BYTES);
    assertThat(profile.recent().ascending()).hasSize(RecentRequests.MAX_REQUESTS);
    assertThat(profile.categories().all()).hasSize(CategoryHabits.MAX_CATEGORIES);
    assertThat(profile.merchants().keys()).hasSize(CardProfile.MAX_MERCHANTS);
    assertThat(profile.clients().networks().keys()).hasSize(KnownClients.MAX_NETWORKS);
    assertThat(profile.clients().agents().keys()).hasSize(KnownClients.MAX_AGENTS);
    assertThat(profile.money().authorizations().size()).isEqualTo(OpenAuthorizations.MAX_KEPT);
    assertThat(profile.answers().size()).isEqualTo(GivenAnswers.MOST);
  }

  @Test
  void countsATransactionThatWasReadBeforeItsCard() {
    Event payment = SampleEvents.payment("y", "card-1", SampleEvents.START, 4_000);
    Event issue =
        SampleEvents.cardUpdate(
            "u", "card-1", SampleEvents.START, CardStatus.ACTIVE, "1 Elm Street");
    long later = SampleEvents.START.plus(Duration.ofDays(3)).toEpochMilli();
    assertThat(
            CardProfile.EMPTY.apply(payment).apply(issue).asOf(later).money().balanceMinor("USD"))
        .isEqualTo(
            CardProfile.EMPTY.apply(issue).apply(payment).asOf(later).money().balanceMinor("USD"))
        .isEqualTo(-4_000);
  }

  @Test
  void aRejectedDisputeIsOwedAgainAndConfirmsNoFraudAnyMore() {
    AuthorizationRequest request = request("r", SampleEvents.START, "travel", "m");
    CardProfile asked = issued().apply(request, ProfileAfter.approval(request));
    Instant disputed = SampleEvents.START.plus(Duration.ofDays(9));
    CardProfile credited =
        asked.apply(SampleEvents.chargeback("c", "p", "r", "card-1", disputed, 4_000));
    assertThat(balance(credited)).isEqualTo(-4_000);
    assertThat(credited.confirmed().count()).isOne();
    CardProfile upheld = credited.apply(resolution("d1", ChargebackOutcome.UPHELD, 1_000));
    assertThat(balance(upheld)).isEqualTo(-4_000);
    assertThat(upheld.confirmed().confirmations()).isEqualTo(credited.confirmed().confirmations());
    CardProfile rejected = upheld.apply(resolution("d2", ChargebackOutcome.REJECTED, 3_000));
    assertThat(balance(rejected)).isEqualTo(-1_000);
    assertThat(rejected.confirmed().count()).isZero();
  }

  private static Event resolution(String id, ChargebackOutcome outcome, long amountMinor) {
    Instant decided = SampleEvents.START.plus(Duration.ofDays(40));
    return SampleEvents.resolution(id, "c", "p", "r", "card-1", decided, outcome, amountMinor);
  }

  private static long balance(CardProfile profile) {
    long later = SampleEvents.START.plus(Duration.ofDays(60)).toEpochMilli();
    return profile.asOf(later).money().balanceMinor("USD");
  }

  @Test
  void anUpdateOlderThanTheLatestChangesNothing() {
    CardProfile moved =
        issued()
            .apply(
                SampleEvents.cardUpdate(
                    "late",
                    "card-1",
                    SampleEvents.START.minusSeconds(1),
                    CardStatus.BLOCKED,
                    "1 Elm Street"));
    assertThat(moved.account().status()).isEqualTo(CardStatus.ACTIVE);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static CategoryHabits habits(List<long[]> purchases) {
    CategoryHabits habits = CategoryHabits.NONE;
    for (long[] purchase : purchases) {
      habits = habits.plus("c", purchase[1], purchase[0]);
    }
    return habits;
  }

  private static CardProfile issued() {
    return CardProfile.EMPTY.apply(
        SampleEvents.cardUpdate(
            "u", "card-1", SampleEvents.START, CardStatus.ACTIVE, "1 Elm Street"));
  }

  private static byte[] bytes(CardProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CardProfileFormat.write(profile, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static RecentRequest request(long timeMillis, int id) {
    return new RecentRequest(
        timeMillis,
        StableHash.of("r" + id),
        100,
        1,
        1,
        false,
        true,
        1,
        1,
        Outcome.APPROVED,
        Suspicion.of(-3));
  }

  private static AuthorizationRequest request(
      String id, Instant time, String category, String merchant) {
    return new AuthorizationRequest(
        id,
        "card-1",
        time,
        100L,
        "USD",
        merchant,
        merchant,
        category,
        Channel.CARD_PRESENT,
        1.0,
        1.0,
        null,
        null,
        null,
        "network of " + merchant,
        null,
        "agent of " + merchant);
  }
}
