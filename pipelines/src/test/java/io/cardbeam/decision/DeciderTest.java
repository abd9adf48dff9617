package io.cardbeam.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.OpenAuthorizations;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.policy.Costs;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final Instant START = SampleEvents.START;
  private static final String CARD = "card-1";

  private final List<AuthorizationDecision> decisions = new ArrayList<>();
  private CardProfile profile =
      CardProfile.EMPTY.apply(
          SampleEvents.cardUpdate("u", CARD, START, CardStatus.ACTIVE, "1 Elm Street"));
  private static final RuleBook RULES = DecisionRuleBook.shipped();

  private final CardDesk desk = new CardDesk(Deciding.standard());
  private int number;

  @Test
  void approvesAPurchaseThatIsAsUsualAndSaysSo() {
    shopForWeeks();
    AuthorizationDecision decision = ask(at(60), 10_000, "grocery_pos", "m-1", 39.9, -83);
    assertThat(decision.getOutcome()).isEqualTo(Outcome.APPROVED);
    assertThat(texts(decision)).first().asString().contains("1.0x your usual for grocery_pos");
  }

  @Test
  void declinesAnAmountFarAboveTheCardsOwnUsual() {
    shopForWeeks();
    AuthorizationDecision decision = ask(at(60), 140_000, "grocery_pos", "m-9", 39.9, -83);
    assertThat(decision.getOutcome()).isNotEqualTo(Outcome.APPROVED);
    assertThat(decision.getReasons().get(0).getCode()).isEqualTo("UNUSUAL_AMOUNT");
    assertThat(texts(decision).get(0))
        .contains("14x your usual for grocery_pos ($1400.00 against $")
        .doesNotContain("null");
  }

  @Test
  void decidesARequestInACategoryThatNeitherModelNorNormsKnow() {
    shopForWeeks();
    AuthorizationRequest request = request(at(60), 10_000, "submarines", "m-1", 39.9, -83);
    CardProfile before = profile;
    AuthorizationDecision decision = answer(request);
    assertThat(Deciding.standard().model().categoryRank("submarines")).isNegative();
    assertThat(decision.getFraudProbability()).isBetween(0.0, 1.0);
    assertThat(texts(decision)).isNotEmpty().noneMatch(text -> text.contains("NaN"));
    CardDesk.Answer again = new CardDesk(Deciding.standard()).answer(before, request, RULES);
    assertThat(again.decision()).isEqualTo(decision);
  }

  @Test
  void aReasonTellsMachinesTheFigureOfItsSentence() {
    shopForWeeks();
    AuthorizationDecision decision = ask(at(60), 140_000, "grocery_pos", "m-9", 39.9, -83);
    assertThat(decision.getReasons().get(0).getCode()).isEqualTo("UNUSUAL_AMOUNT");
    assertThat(decision.getReasons().get(0).getFigure()).isBetween(13.5, 14.5);
  }

  @Test
  void saysWhetherAnAlertWasRaisedByTheCostsInForce() {
    shopForWeeks();
    AuthorizationRequest request = request(at(60), 140_000, "grocery_pos", "m-9", 39.9, -83);
    double probability = decidedFrom(0, request, RULES).getFraudProbability();
    assertThat(decidedFrom(0, request, RULES).getAlertRaised()).isTrue();
    assertThat(decidedFrom(Math.nextDown(probability), request, RULES).getAlertRaised()).isTrue();
    assertThat(decidedFrom(probability, request, RULES).getAlertRaised()).isTrue();
    assertThat(decidedFrom(Math.nextUp(probability), request, RULES).getAlertRaised()).isFalse();
    RuleBook snoozed = RULES.plus(SampleRules.listed(ListName.SNOOZE_CARD, CARD, START, at(61)));
    assertThat(decidedFrom(0, request, snoozed).getAlertRaised()).isFalse();
    assertThat(answer(request).getAlertRaised())
        .isEqualTo(probability >= Costs.standard().alertFrom());
  }

  /** By costs that are the standard ones but for the probability from which alerts are raised. */
  private AuthorizationDecision decidedFrom(
      double alertFrom, AuthorizationRequest request, RuleBook rules) {
    Costs usual = Costs.standard();
    Costs costs =
        new Costs(
            "another",
            usual.currency(),
            usual.lossGivenFraud(),
            usual.fraudFeeMinor(),
            usual.wrongDeclineMinor(),
            usual.wrongDeclineShare(),
            usual.stepUpMinor(),
            usual.stepUpMissed(),
            usual.stepUpAbandoned(),
            alertFrom,
            usual.reviewsADay());
    Deciding by = Deciding.standard();
    return new CardDesk(new Deciding(by.model(), costs, by.reference()))
        .answer(profile, request, rules)
        .decision();
  }

  @Test
  void stopsASecondPurchaseFasterThanAnyoneCanTravel() {
    shopForWeeks();
    ask(at(60), 10_000, "grocery_pos", "m-1", 39.9, -83);
    AuthorizationDecision decision =
        ask(at(60).plus(Duration.ofMinutes(40)), 10_000, "grocery_pos", "m-1", 34.05, -118.2);
    assertThat(decision.getOutcome()).isNotEqualTo(Outcome.APPROVED);
    assertThat(codes(decision)).first().isEqualTo("IMPOSSIBLE_TRAVEL");
  }

  @Test
  void stopsABurstOfSmallAmountsAsCardTesting() {
    shopForWeeks();
    for (int i = 0; i < 8; i++) {
      ask(at(60).plusSeconds(60L * i), 150, "grocery_pos", "shop-" + i, 39.9, -83);
    }
    AuthorizationDecision last = decisions.get(decisions.size() - 1);
    assertThat(last.getOutcome()).isEqualTo(Outcome.DECLINED);
    assertThat(codes(last)).contains("CARD_TESTING");
  }

  @Test
  void declinesACardThatWasNeverIssued() {
    profile = CardProfile.EMPTY;
    AuthorizationDecision decision = ask(at(1), 100, "grocery_pos", "m-1", 39.9, -83);
    assertThat(decision.getOutcome()).isEqualTo(Outcome.DECLINED);
    assertThat(codes(decision)).first().isEqualTo("CARD_UNKNOWN");
  }

  @Test
  void declinesABlockedCardUntilItIsUnblocked() {
    update("b", at(1), CardStatus.BLOCKED);
    assertThat(codes(ask(at(2), 10_000, "grocery_pos", "m-1", 39.9, -83))).contains("CARD_BLOCKED");
    update("a", at(3), CardStatus.ACTIVE);
    assertThat(ask(at(4), 10_000, "grocery_pos", "m-1", 39.9, -83).getOutcome())
        .isEqualTo(Outcome.APPROVED);
  }

  @Test
  void countsOpenHoldsAgainstTheLimitUntilTheyExpireOrArePosted() {
    for (int i = 0; i < 4; i++) {
      hold(at(1).plus(Duration.ofHours(8L * i)), 110_000);
    }
    assertThat(profile.money().heldMinor("USD", profile.lastEventMillis())).isEqualTo(440_000);
    AuthorizationDecision over = ask(at(3), 90_000, "grocery_pos", "m-1", 39.9, -83);
    assertThat(codes(over)).first().isEqualTo("OVER_LIMIT");
    assertThat(texts(over).get(0))
        .isEqualTo(
            "amount $900.00 is above your available credit of $600.00 (limit $5000.00, balance"
                + " $0.00, open holds $4400.00)");
    AuthorizationDecision later = ask(at(20), 9_000, "grocery_pos", "m-1", 39.9, -83);
    assertThat(codes(later)).doesNotContain("OVER_LIMIT");
  }

  /** A request that was approved, whatever today's model would say of it. */
  private void hold(Instant time, long amount) {
    AuthorizationRequest request = request(time, amount, "grocery_pos", "m-1", 39.9, -83);
    AuthorizationDecision decision = desk.answer(profile, request, RULES).decision();
    profile =
        profile.apply(
            request,
            AuthorizationDecision.newBuilder(decision).setOutcome(Outcome.APPROVED).build());
  }

  @Test
  void declinesWhereAsManyHoldsAreOpenAsAreKept() {
    for (int i = 0; i < OpenAuthorizations.MAX_HOLDS; i++) {
      hold(at(1).plus(Duration.ofMinutes(30L * i)), 100);
    }
    AuthorizationDecision full = ask(at(5), 100, "grocery_pos", "m-1", 39.9, -83);
    assertThat(full.getOutcome()).isEqualTo(Outcome.DECLINED);
    assertThat(codes(full)).first().isEqualTo("TOO_MANY_HOLDS");
    assertThat(codes(ask(at(20), 100, "grocery_pos", "m-1", 39.9, -83)))
        .doesNotContain("TOO_MANY_HOLDS");
  }

  @Test
  void aPurchaseTurnsItsHoldIntoBalance() {
    AuthorizationRequest request = request(at(1), 10_000, "grocery_pos", "m-1", 39.9, -83);
    answer(request);
    Event purchase = SampleEvents.purchase("p", request.getRequestId(), CARD, at(1), 10_000);
    profile = profile.apply(purchase).asOf(at(6).toEpochMilli());
    assertThat(profile.money().balanceMinor("USD")).isEqualTo(10_000);
    assertThat(profile.money().heldMinor("USD", at(6).toEpochMilli())).isZero();
    Event payment = SampleEvents.payment("y", CARD, at(7), 4_000);
    profile = profile.apply(payment).asOf(at(9).toEpochMilli());
    assertThat(profile.money().balanceMinor("USD")).isEqualTo(6_000);
  }

  @Test
  void givesARepeatedRequestTheSameAnswerAndLearnsNothingFromIt() {
    AuthorizationRequest request = request(at(1), 10_000, "grocery_pos", "m-1", 39.9, -83);
    AuthorizationDecision first = answer(request);
    CardProfile before = profile;
    AuthorizationDecision second = answer(request);
    assertThat(second).isEqualTo(first);
    assertThat(profile).isSameAs(before);
  }

  private void shopForWeeks() {
    for (int day = 1; day < 60; day++) {
      ask(at(day), 9_500 + 17L * (day % 60), "grocery_pos", "m-" + day % 3, 39.9, -83);
    }
    assertThat(decisions).allMatch(d -> d.getOutcome() == Outcome.APPROVED);
    decisions.clear();
  }

  private void update(String id, Instant time, CardStatus status) {
    profile = profile.apply(SampleEvents.cardUpdate(id, CARD, time, status, "1 Elm Street"));
  }

  private AuthorizationDecision ask(
      Instant time, long amount, String category, String merchant, double lat, double lon) {
    return answer(request(time, amount, category, merchant, lat, lon));
  }

  private AuthorizationDecision answer(AuthorizationRequest request) {
    CardDesk.Answer answer = desk.answer(profile, request, RULES);
    profile = answer.profile();
    decisions.add(answer.decision());
    return answer.decision();
  }

  private AuthorizationRequest request(
      Instant time, long amount, String category, String merchant, double lat, double lon) {
    return new AuthorizationRequest(
        "r-" + number++,
        CARD,
        time,
        amount,
        "USD",
        merchant,
        merchant,
        category,
        Channel.CARD_PRESENT,
        lat,
        lon,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Instant at(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static List<String> texts(AuthorizationDecision decision) {
    return decision.getReasons().stream().map(Reason::getText).toList();
  }

  private static List<String> codes(AuthorizationDecision decision) {
    return decision.getReasons().stream().map(Reason::getCode).toList();
  }
}
