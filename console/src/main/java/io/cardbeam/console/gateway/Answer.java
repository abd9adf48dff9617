package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What a caller is told.
 *
 * @param outcome the answer
 * @param askedAt event time of the request that it answers: the first under its id
 * @param decision the stream's; where the answer was given by default, what it said too late, if
 *     anything
 * @param byDefault whether no decision came in time
 * @param repeated whether it was told before
 */
public record Answer(
    Outcome outcome,
    Instant askedAt,
    Optional<AuthorizationDecision> decision,
    boolean byDefault,
    boolean repeated) {

  /** The stream's answer. */
  public static Answer of(AuthorizationDecision decision) {
    return new Answer(
        decision.getOutcome(), decision.getEventTime(), Optional.of(decision), false, false);
  }

  /** An answer that waited for none. */
  public static Answer byDefault(Outcome outcome, Instant askedAt) {
    return new Answer(outcome, askedAt, Optional.empty(), true, false);
  }

  /** The same, told once more. */
  public Answer again() {
    return new Answer(outcome, askedAt, decision, byDefault, true);
  }

  /** The same answer with the stream's decision, if there is one. */
  Answer with(Optional<AuthorizationDecision> known) {
    return new Answer(outcome, askedAt, known, byDefault, repeated);
  }
}
