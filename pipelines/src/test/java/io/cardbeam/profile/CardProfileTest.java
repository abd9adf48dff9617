package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Channel;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
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
  private static final int MAX_BYTES = 64 * 1024;

  @Property(tries = 30)
  void isTheSameAfterItsBytes(@ForAll long seed) throws IOException {
    CardProfile profile = afterAll(GeneratedCards.of(seed, 1, 60));
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
    AmountHabit a = one.of("c");
    AmountHabit b = two.of("c");
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
      profile = profile.apply(request, approval(request));
      profile = profile.apply(SampleEvents.payment("y" + i, "card-1", time, 1));
    }
    assertThat(bytes(profile).length).isLessThan(MAX_BYTES);
    assertThat(profile.recent().ascending()).hasSize(RecentRequests.MAX_REQUESTS);
    assertThat(profile.categories().all()).hasSize(CategoryHabits.MAX_CATEGORIES);
    assertThat(profile.merchants().hashes()).hasSize(KnownMerchants.MAX_MERCHANTS);
    assertThat(profile.credit().holds()).hasSize(Credit.MAX_HOLDS);
    assertThat(profile.credit().pending()).hasSize(Credit.MAX_PENDING);
    assertThat(profile.credit().counted()).hasSizeLessThanOrEqualTo(Credit.MAX_COUNTED);
    assertThat(profile.answers()).hasSize(CardProfile.MAX_ANSWERS);
  }

  @Test
  void forgetsTheBehaviourOfAnIdleCardButNotTheCard() {
    CardProfile used = afterAll(GeneratedCards.of(3, 1, 60)).apply(update(Duration.ofDays(300)));
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
    CardProfile used = afterAll(GeneratedCards.of(3, 1, 60));
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
  void labelsOfACardWithoutRequestsAreForgottenLikeBehaviour() {
    CardProfile labelled = CardProfile.EMPTY.apply(finding("r-1", SampleEvents.START));
    long idle = SampleEvents.START.plus(CardProfile.IDLE).toEpochMilli();
    assertThat(labelled.asOf(idle - 1).confirmed().count()).isOne();
    assertThat(labelled.asOf(idle).confirmed().count()).isZero();
  }

  /** One of each kind that is no request, at any place of the card's log. */
  @Property(tries = 40)
  void aWrongDateFarAheadWipesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Instant ahead = Instant.parse("2090-01-01T00:00:00Z").plusSeconds(random.nextInt(100_000_000));
    List<Event> log = CardLog.inOrder(GeneratedCards.of(seed, 1, 60));
    List<Event> misdated =
        List.of(
            finding("never asked", ahead),
            SampleEvents.chargeback("x", "p", "nor this", "card-0", ahead, 1_000),
            SampleEvents.payment("y", "card-0", ahead, 1_000));
    CardProfile right = afterApproving(log);
    for (Event wrong : misdated) {
      List<Event> with = new ArrayList<>(log);
      with.add(random.nextInt(log.size() + 1), wrong);
      CardProfile profile = afterApproving(with);
      assertThat(profile.recent().ascending()).isEqualTo(right.recent().ascending());
      assertThat(profile.firstRequestMillis()).isEqualTo(right.firstRequestMillis());
      assertThat(profile.categories().all()).isEqualTo(right.categories().all());
      assertThat(profile.hours().weights()).isEqualTo(right.hours().weights());
      assertThat(profile.merchants().hashes()).isEqualTo(right.merchants().hashes());
      assertThat(profile.suspected()).isEqualTo(right.suspected());
      assertThat(profile.confirmed().confirmations())
          .containsAll(right.confirmed().confirmations())
          .hasSize(right.confirmed().count() + (wrong.type() == EventType.PAYMENT ? 0 : 1));
      assertThat(profile.credit().holds()).isEqualTo(right.credit().holds());
      assertThat(profile.credit().balanceMinor()).isEqualTo(right.credit().balanceMinor());
      assertThat(profile.answers()).isEqualTo(right.answers());
    }
  }

  @Test
  void anUpdateDatedFarAheadWipesNothing() {
    CardProfile used = afterAll(GeneratedCards.of(3, 1, 60));
    CardProfile updated = used.apply(update(Duration.ofDays(20_000)));
    assertThat(updated.recent().ascending()).isEqualTo(used.recent().ascending());
    assertThat(updated.categories().all()).isEqualTo(used.categories().all());
    assertThat(updated.credit()).isEqualTo(used.credit());
    assertThat(updated.confirmed()).isEqualTo(used.confirmed());
    assertThat(updated.answers()).isEqualTo(used.answers());
  }

  @Test
  void countsATransactionThatWasReadBeforeItsCard() {
    Event payment = SampleEvents.payment("y", "card-1", SampleEvents.START, 4_000);
    Event issue =
        SampleEvents.cardUpdate(
            "u", "card-1", SampleEvents.START, CardStatus.ACTIVE, "1 Elm Street");
    long later = SampleEvents.START.plus(Duration.ofDays(3)).toEpochMilli();
    assertThat(CardProfile.EMPTY.apply(payment).apply(issue).asOf(later).credit().balanceMinor())
        .isEqualTo(
            CardProfile.EMPTY.apply(issue).apply(payment).asOf(later).credit().balanceMinor())
        .isEqualTo(-4_000);
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

  /** After all events as they stand, each request approved. */
  private static CardProfile afterApproving(List<Event> log) {
    CardProfile profile = CardProfile.EMPTY;
    for (Event event : log) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        profile = profile.apply(request, approval(request));
      } else {
        profile = profile.apply(event);
      }
    }
    return profile;
  }

  private static CardProfile afterAll(List<Event> events) {
    CardDesk desk = new CardDesk(Deciding.standard());
    CardProfile profile = CardProfile.EMPTY;
    for (Event event : CardLog.inOrder(events)) {
      profile =
          event.type() == EventType.AUTHORIZATION_REQUEST
              ? desk.answer(
                      profile, event.body(AuthorizationRequest.class), DecisionRuleBook.empty())
                  .profile()
              : profile.apply(event);
    }
    return profile;
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
        null);
  }

  private static AuthorizationDecision approval(AuthorizationRequest request) {
    return new AuthorizationDecision(
        request.getRequestId(),
        "card-1",
        request.getEventTime(),
        Outcome.APPROVED,
        0.01,
        List.of(new Reason("USUAL_PATTERN", "amount 1.0x your usual for grocery_pos")),
        "p",
        "m",
        -5f,
        1L);
  }
}
