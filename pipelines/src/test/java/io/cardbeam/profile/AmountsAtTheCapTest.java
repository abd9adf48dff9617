package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.OpenAuthorizations;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Channel;
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
      String currency = SMALLEST.code();
      assertThat(profile.money().heldMinor(currency, now))
          .isEqualTo(Math.min(i + 1, OpenAuthorizations.MAX_KEPT) * SMALLEST.maxAmountMinor());
      assertThat(profile.money().heldMinor(currency, now) + profile.money().balanceMinor(currency))
          .isEqualTo((i + 1) * SMALLEST.maxAmountMinor());
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
