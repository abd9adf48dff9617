package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.FeatureReader;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import java.time.Instant;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Amounts as large as the door lets in, in the currency with the smallest unit. */
class AmountsAtTheCapTest {
  private static final Instant START = SampleEvents.START;
  private static final String CARD = "card-1";
  private static final Currency SMALLEST =
      Currencies.all().stream()
          .max(Comparator.comparingLong(Currency::maxAmountMinor))
          .orElseThrow();

  @Test
  void windowsHoldsAndLimitOfACardAddUpWithoutOverflow() throws Exception {
    CardDesk desk = new CardDesk(Deciding.standard());
    CardProfile profile = CardProfile.EMPTY.apply(issued());
    for (int i = 0; i < 2 * RecentRequests.MAX_REQUESTS; i++) {
      AuthorizationRequest request = request(i);
      EventChecks.check(Event.of(request));
      CardDesk.Answer answer =
          desk.answer(
              profile.asOf(request.getEventTime().toEpochMilli()),
              request,
              DecisionRuleBook.shipped());
      assertThat(answer.decision().getFraudProbability()).isBetween(0.0, 1.0);
      // Approved, whatever the model says: each one is a hold.
      profile =
          profile.apply(
              request,
              AuthorizationDecision.newBuilder(answer.decision())
                  .setOutcome(Outcome.APPROVED)
                  .build());
      long now = request.getEventTime().toEpochMilli();
      assertThat(profile.credit().reservedMinor(now))
          .isEqualTo(Math.min(i + 1, Credit.MAX_HOLDS) * SMALLEST.maxAmountMinor());
      assertThat(profile.credit().balanceMinor()).isNotNegative();
    }
    AuthorizationRequest next = request(2 * RecentRequests.MAX_REQUESTS);
    AuthorizationDecision last = desk.answer(profile, next, DecisionRuleBook.shipped()).decision();
    assertThat(last.getOutcome()).isEqualTo(Outcome.DECLINED);
    assertThat(last.getReasons().get(0).getCode()).isEqualTo("OVER_LIMIT");
    assertThat(last.getReasons().get(0).getFigure()).isNegative();
    float[] values = new float[FeatureList.SIZE];
    FeatureReader.read(profile, next, 0, Deciding.standard().reference(), values);
    assertThat(values).doesNotContain(Float.POSITIVE_INFINITY);
    int sum = FeatureList.all().stream().map(Feature::name).toList().indexOf("sum_7d");
    assertThat(values[sum]).isGreaterThan(100f * SMALLEST.maxAmountMinor());
  }

  @Property(tries = 20)
  void aBalanceStopsAtItsBoundEitherWay(
      @ForAll boolean paid, @ForAll @IntRange(min = 1, max = 3) int times) {
    Credit credit =
        new Credit(
            (paid ? -1 : 1) * (Credit.MAX_BALANCE_MINOR - 1),
            Credit.UNUSED.holds(),
            Credit.UNUSED.pending(),
            Credit.UNUSED.counted());
    for (int i = 0; i < times; i++) {
      Event event =
          paid
              ? SampleEvents.payment("p-" + i, CARD, START, SMALLEST.maxAmountMinor())
              : SampleEvents.resolution(
                  "d-" + i,
                  "c-" + i,
                  "p",
                  "r",
                  CARD,
                  START,
                  ChargebackOutcome.REJECTED,
                  SMALLEST.maxAmountMinor());
      credit = credit.plus(event).asOf(START.plusSeconds(400_000).toEpochMilli());
    }
    assertThat(credit.balanceMinor()).isEqualTo((paid ? -1 : 1) * Credit.MAX_BALANCE_MINOR);
  }

  @Property
  void aBalanceOfAnyStateIsWithinItsBound(@ForAll long stored) {
    Credit credit =
        new Credit(stored, Credit.UNUSED.holds(), Credit.UNUSED.pending(), Credit.UNUSED.counted());
    assertThat(credit.balanceMinor())
        .isBetween(-Credit.MAX_BALANCE_MINOR, Credit.MAX_BALANCE_MINOR);
  }

  private static Event issued() {
    CardUpdate update =
        SampleEvents.cardUpdate("u", CARD, START, CardStatus.ACTIVE, "1 Elm Street")
            .body(CardUpdate.class);
    return Event.of(
        CardUpdate.newBuilder(update)
            .setCurrency(SMALLEST.code())
            .setCreditLimitMinor(SMALLEST.maxLimitMinor())
            .build());
  }

  private static AuthorizationRequest request(int number) {
    return AuthorizationRequest.newBuilder()
        .setRequestId("r-" + number)
        .setCardToken(CARD)
        .setEventTime(START.plusSeconds(60L * number + 1))
        .setAmountMinor(SMALLEST.maxAmountMinor())
        .setCurrency(SMALLEST.code())
        .setMerchantId("m-1")
        .setMerchantName("Corner Shop")
        .setCategory("grocery_pos")
        .setChannel(Channel.CARD_PRESENT)
        .build();
  }
}
