package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelledTrafficTest {
  private static Simulator simulator(long transactions, double fraudRate) {
    return new Simulator(
        SimulatorSettings.endless(5, 100, Instant.parse("2025-03-01T00:00:00Z"))
            .atMost(transactions)
            .withFraudRate(fraudRate),
        new CardTokenizer(new byte[CardTokenizer.MIN_KEY_BYTES]));
  }

  @Test
  void passesTheTrafficOnAndKnowsEachThiefOnce() {
    Set<String> thieves = new HashSet<>();
    List<Step> expected = new ArrayList<>();
    Iterator<SimulatedStep> labelled = simulator(2_000, 0.05).labelled();
    labelled.forEachRemaining(
        step -> {
          expected.add(step.step());
          if (step instanceof SimulatedStep.Attempt attempt && attempt.behaviour().isFraud()) {
            thieves.add(attempt.step().request().getRequestId());
          }
        });
    List<Step> seen = new ArrayList<>();
    LabelledTraffic traffic =
        new LabelledTraffic(simulator(2_000, 0.05).labelled(), step -> seen.add(step.step()));
    List<Step> passed = new ArrayList<>();
    traffic.forEachRemaining(passed::add);
    assertThat(passed).isEqualTo(expected);
    assertThat(seen).isEqualTo(expected);
    assertThat(thieves).isNotEmpty();
    for (Step step : passed) {
      if (step instanceof Step.Attempt attempt) {
        String id = attempt.request().getRequestId();
        assertThat(traffic.isThief(id)).isEqualTo(thieves.contains(id));
        assertThat(traffic.isThief(id)).isFalse();
      }
    }
  }

  @Test
  void remembersNoMoreThievesThanItsLimit() {
    LabelledTraffic traffic = new LabelledTraffic(simulator(40_000, 0.5).labelled(), step -> {});
    List<String> ids = new ArrayList<>();
    traffic.forEachRemaining(
        step -> {
          if (step instanceof Step.Attempt attempt) {
            ids.add(attempt.request().getRequestId());
          }
        });
    assertThat(ids.stream().filter(traffic::isThief)).hasSize(LabelledTraffic.LIMIT);
  }
}
