package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.feature.Reference;
import io.cardbeam.measure.Ranking;
import io.cardbeam.model.FraudModel;
import io.cardbeam.policy.Costs;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorModelTest {

  @Test
  void isReadWithTodaysFeaturesAndIsNotTheStandardModel() {
    assertThat(SimulatorModel.get().version())
        .startsWith("trees-2025")
        .isNotEqualTo(FraudModel.standard().version());
  }

  @Test
  void ranksThievesOfAnotherPopulationFarBetterThanTheStandardModel() {
    long seed = seed();
    List<SimulatedStep> steps =
        TestTraffic.of(
            SimulatorSettings.endless(seed, 100, TestTraffic.START)
                .atMost(8_000)
                .withFraudRate(0.02));
    double simulator = averagePrecision(SimulatorModel.get(), steps);
    double standard = averagePrecision(FraudModel.standard(), steps);
    System.out.println("average precision " + simulator + ", of the standard model " + standard);
    assertThat(simulator).isGreaterThan(0.85);
    assertThat(simulator - standard).isGreaterThan(0.4);
  }

  /** Of the probabilities that a model gives while it decides one request after the other. */
  private static double averagePrecision(FraudModel model, List<SimulatedStep> steps) {
    CardDesk desk = new CardDesk(new Deciding(model, Costs.standard(), Reference.standard()));
    Map<String, CardProfile> profiles = new HashMap<>();
    List<Double> scores = new ArrayList<>();
    for (SimulatedStep step : steps) {
      if (step.step() instanceof Step.Publish publish) {
        Event event = publish.event();
        profiles.merge(
            event.cardToken(),
            CardProfile.EMPTY.apply(event),
            (profile, issued) -> profile.asOf(event.eventTimeMillis()).apply(event));
      } else if (step.step() instanceof Step.Attempt attempt) {
        AuthorizationRequest request = attempt.request();
        String card = request.getCardToken();
        CardDesk.Answer answer =
            desk.answer(
                profiles.getOrDefault(card, CardProfile.EMPTY),
                request,
                DecisionRuleBook.shipped());
        profiles.put(card, answer.profile());
        scores.add(answer.decision().getFraudProbability());
      }
    }
    List<SimulatedStep.Attempt> attempts = TestTraffic.attempts(steps);
    boolean[] thieves = new boolean[attempts.size()];
    for (int i = 0; i < thieves.length; i++) {
      thieves[i] = attempts.get(i).behaviour().isFraud();
    }
    return Ranking.of(scores.stream().mapToDouble(Double::doubleValue).toArray(), thieves)
        .figures()
        .averagePrecision();
  }

  private static long seed() {
    long seed = Long.getLong("cardbeam.seed", System.nanoTime());
    System.out.println("seed " + seed + ", given back by -DargLine=-Dcardbeam.seed=" + seed);
    return seed;
  }
}
