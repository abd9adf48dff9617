package io.cardbeam.local.parity;

import io.cardbeam.event.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param name of the run
 * @param account what it says of itself
 * @param outcomes requests by answer, counted in its decisions; each answer has its count
 * @param contradicting decisions on requests that have another one already
 * @param seconds from before its servers started until after they stopped
 */
record RunResult(
    String name,
    RunAccount account,
    Map<Outcome, Long> outcomes,
    long contradicting,
    double seconds) {

  /** With the counts of its decisions. */
  static RunResult of(String name, RunAccount account, DecisionIndex decisions, double seconds) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, decisions.count(outcome));
    }
    return new RunResult(name, account, outcomes, decisions.contradicting(), seconds);
  }

  /** Requests decided, each once. */
  long decided() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether each row that was read is decided, repeated or a dead letter. */
  boolean addsUp() {
    return contradicting == 0
        && account.rows() == decided() + account.repeated() + account.deadLetters();
  }
}
