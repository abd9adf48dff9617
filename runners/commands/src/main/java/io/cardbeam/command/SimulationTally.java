package io.cardbeam.command;

import io.cardbeam.simulator.Behaviour;
import io.cardbeam.simulator.SimulatedStep;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What went by: requests by who made them, and the time they span. */
final class SimulationTally {
  private final Map<Behaviour, Long> byBehaviour = new EnumMap<>(Behaviour.class);
  private long requests;
  private long frauds;
  private long lastMillis;

  void add(SimulatedStep step) {
    lastMillis = step.step().eventTimeMillis();
    if (step instanceof SimulatedStep.Attempt attempt) {
      requests++;
      frauds += attempt.behaviour().isFraud() ? 1 : 0;
      byBehaviour.merge(attempt.behaviour(), 1L, Long::sum);
    }
  }

  long requests() {
    return requests;
  }

  /** Event time of the last step, milliseconds since 1970 UTC. */
  long lastMillis() {
    return lastMillis;
  }

  void report(Account account) {
    account.with("requests", requests).with("frauds", frauds);
    for (Behaviour behaviour : Behaviour.values()) {
      if (behaviour.isFraud()) {
        String name = behaviour.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        account.with("frauds by " + name, byBehaviour.getOrDefault(behaviour, 0L));
      }
    }
    account.with("last event time", Instant.ofEpochMilli(lastMillis).toString());
  }
}
