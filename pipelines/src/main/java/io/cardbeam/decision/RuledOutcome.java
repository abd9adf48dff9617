package io.cardbeam.decision;

import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.rule.RuleVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a decision when lists and rules have spoken.
 *
 * @param outcome the answer
 * @param reasons why, as far as a hard decline, lists or rules say so: these come before the
 *     model's own
 */
public record RuledOutcome(Outcome outcome, List<Reason> reasons) {

  /**
   * A hard decline stands against everything; then what lists and rules say; then, for a card that
   * is snoozed, an approval; then what the policy makes of the model's probability.
   *
   * @param mustDecline why the request must be declined, if it must
   * @param byPolicy the answer without rules
   */
  public static RuledOutcome of(
      Optional<Reason> mustDecline, Outcome byPolicy, RuleVerdict verdict) {
    if (mustDecline.isEmpty() && verdict.isNone()) {
      return new RuledOutcome(byPolicy, List.of());
    }
    List<Reason> reasons = new ArrayList<>();
    mustDecline.ifPresent(reasons::add);
    reasons.addAll(verdict.reasons());
    return new RuledOutcome(
        mustDecline.isPresent() ? Outcome.DECLINED : ruled(byPolicy, verdict), reasons);
  }

  private static Outcome ruled(Outcome byPolicy, RuleVerdict verdict) {
    return switch (verdict.ruling()) {
      case DECLINE -> Outcome.DECLINED;
      case REFER -> Outcome.REFERRED;
      case APPROVE -> Outcome.APPROVED;
      case NONE -> verdict.snoozed() ? Outcome.APPROVED : byPolicy;
    };
  }
}
