package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thief in a hurry: the faster the requests come, the less is let through. */
class RulesNeverWeakenTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final String CARD = "card-1";
  private static final int BURST = 14;

  private final List<AuthorizationDecision> decisions = new ArrayList<>();
  private CardProfile profile = CardProfile.EMPTY.apply(Event.of(issued()));

  static Stream<FraudModel> models() {
    return Stream.of(FraudModel.standard(), SimulatorModel.get());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBurstThatWasDeclinedOnceIsNeverOnlyReferredForBeingFaster(FraudModel model) {
    CardDesk desk = new CardDesk(new Deciding(model, Costs.standard(), Reference.standard()));
    for (int day = 0; day < 19; day++) {
      ask(desk, START.plus(Duration.ofDays(day)).plusSeconds(64_800), 3_400, "grocery_pos", "m-1");
    }
    decisions.clear();
    Instant theft = START.plus(Duration.ofDays(19)).plusSeconds(69_430);
    for (int i = 0; i < BURST; i++) {
      ask(desk, theft.plusSeconds(20L * i), 90_000, "shopping_net", "m-new");
    }
    int declined = 0;
    while (decisions.get(declined).getOutcome() != Outcome.DECLINED) {
      declined++;
    }
    assertThat(declined).isLessThan(8);
    for (AuthorizationDecision decision : decisions.subList(declined, BURST)) {
      Outcome byPolicy =
          CostPolicy.outcome(decision.getFraudProbability(), 90_000, Costs.standard());
      assertThat(byPolicy).isEqualTo(Outcome.DECLINED);
      assertThat(decision.getOutcome()).as(decision.toString()).isEqualTo(Outcome.DECLINED);
    }
    assertThat(decisions.get(BURST - 1).getReasons())
        .extracting(Reason::getCode)
        .contains("VELOCITY");
  }

  private void ask(CardDesk desk, Instant time, long amountMinor, String category, String shop) {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId("r-" + time)
            .setCardToken(CARD)
            .setEventTime(time)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantId(shop)
            .setMerchantName(shop)
            .setCategory(category)
            .setChannel(Channel.UNKNOWN)
            .setMerchantLatitude(38.07)
            .setMerchantLongitude(-84.48)
            .build();
    CardDesk.Answer answer =
        desk.answer(profile.asOf(time.toEpochMilli()), request, DecisionRuleBook.shipped());
    profile = answer.profile();
    decisions.add(answer.decision());
  }

  private static CardUpdate issued() {
    return new CardUpdate(
        "u-1",
        CARD,
        START,
        CardUpdateKind.ISSUED,
        CardStatus.ACTIVE,
        "3454",
        null,
        "USD",
        new Cardholder(
            "Naomi",
            "Quinn",
            "F",
            "372 Park Avenue",
            "Lexington",
            "KY",
            "40507",
            "US",
            38.0706,
            -84.4801,
            322_570,
            "Engineer",
            null));
  }
}
