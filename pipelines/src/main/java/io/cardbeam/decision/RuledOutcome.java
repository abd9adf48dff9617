package io.cardbeam.decision;

import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.rule.Ruling;
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
  private static final Reason SNOOZED =
      new Reason("CARD_SNOOZED", "referrals and declines of this card are paused", null);

  /**
   * A hard decline stands against everything; then what lists and rules say; then, for a card that
   * is snoozed, an approval; then what the policy makes of the model's probability.
   *
   * <p>Outcomes have an order: approved, referred, declined. A rule that refers or declines makes
   * the policy's answer no milder: of the two the more severe counts. Nothing lowers it but an
   * allow list, a rule that approves, and a snooze, and then that is among the reasons.
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
    if (mustDecline.isEmpty() && snoozeLowers(byPolicy, verdict)) {
      reasons.add(SNOOZED);
    }
    reasons.addAll(verdict.reasons());
    return new RuledOutcome(
        mustDecline.isPresent() ? Outcome.DECLINED : ruled(byPolicy, verdict), reasons);
  }

  private static boolean snoozeLowers(Outcome byPolicy, RuleVerdict verdict) {
    return verdict.snoozed()
        && (verdict.silenced()
            || (verdict.ruling() == Ruling.NONE && byPolicy != Outcome.APPROVED));
  }

  private static Outcome ruled(Outcome byPolicy, RuleVerdict verdict) {
    return switch (verdict.ruling()) {
      case DECLINE -> Outcome.DECLINED;
      case REFER -> moreSevere(Outcome.REFERRED, byPolicy);
      case APPROVE -> Outcome.APPROVED;
      case NONE -> verdict.snoozed() ? Outcome.APPROVED : byPolicy;
    };
  }

  private static Outcome moreSevere(Outcome one, Outcome other) {
    return severity(one) >= severity(other) ? one : other;
  }

  private static int severity(Outcome outcome) {
    return switch (outcome) {
      case APPROVED -> 0;
      case REFERRED -> 1;
      case DECLINED -> 2;
    };
  }
}
