package io.cardbeam.simulator;

import io.cardbeam.token.CardTokenizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Traffic for tests, in memory. */
public final class TestTraffic {
  public static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

  private TestTraffic() {}

  /** All steps of these settings. */
  public static List<SimulatedStep> of(SimulatorSettings settings) {
    List<SimulatedStep> steps = new ArrayList<>();
    Iterator<SimulatedStep> labelled = new Simulator(settings, tokenizer()).labelled();
    labelled.forEachRemaining(steps::add);
    return steps;
  }

  /** The requests among them. */
  public static List<SimulatedStep.Attempt> attempts(List<SimulatedStep> steps) {
    return steps.stream()
        .filter(SimulatedStep.Attempt.class::isInstance)
        .map(SimulatedStep.Attempt.class::cast)
        .toList();
  }

  public static CardTokenizer tokenizer() {
    return CardTokenizer.withoutSecret();
  }
}
