package io.cardbeam.rule;

import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import java.util.Comparator;

/**
 * A rule in the version that is in force, live or shadow, ready to be evaluated.
 *
 * @param reason what a decision says if the rule meets
 */
record ActiveRule(
    String id,
    RuleAction action,
    boolean shadow,
    int priority,
    Condition condition,
    Reason reason) {
  /** Higher priority first, then by rule id. */
  static final Comparator<ActiveRule> ORDER =
      Comparator.comparingInt(ActiveRule::priority).reversed().thenComparing(ActiveRule::id);

  static ActiveRule of(RuleVersion version, RuleCompiler compiler) {
    return new ActiveRule(
        version.getRuleId(),
        version.getAction(),
        version.getState() == RuleState.SHADOW,
        version.getPriority(),
        compiler.compileOrFail(version.getExpression()),
        new Reason(version.getReasonCode(), version.getReasonText(), null));
  }
}
