package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fingerprints of all decisions of a run, by request: some 130 bytes each, and its counts. Of a
 * request with two decisions the first one stands, and the other is counted as contradicting.
 */
final class DecisionIndex {
  private final AvroDecisions decisions;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Map<Fingerprint, Fingerprint> byKey = new HashMap<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private long contradicting;

  private DecisionIndex(AvroDecisions decisions) {
    this.decisions = decisions;
  }

  /** Reads a run's decisions. */
  static DecisionIndex of(AvroDecisions decisions) throws IOException {
    DecisionIndex index = new DecisionIndex(decisions);
    decisions.read(index::add);
    return index;
  }

  private void add(AuthorizationDecision decision) {
    Fingerprint whole = fingerprints.ofWhole(decision);
    Fingerprint earlier = byKey.putIfAbsent(fingerprints.ofKey(decision), whole);
    if (earlier == null) {
      outcomes.merge(decision.getOutcome(), 1L, Long::sum);
    } else if (!earlier.equals(whole)) {
      contradicting++;
    }
  }

  /** Where the decisions themselves are. */
  AvroDecisions decisions() {
    return decisions;
  }

  /** By request. */
  Map<Fingerprint, Fingerprint> byKey() {
    return byKey;
  }

  /** The fingerprint of a request's whole decision; empty if it has none. */
  Optional<Fingerprint> of(Fingerprint key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Requests with a decision. */
  long size() {
    return byKey.size();
  }

  /** Requests with this answer. */
  long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Decisions beyond the first one of their request. */
  long contradicting() {
    return contradicting;
  }
}
