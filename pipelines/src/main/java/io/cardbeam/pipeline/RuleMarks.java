package io.cardbeam.pipeline;

import io.cardbeam.rule.RuleVerdict;
import java.util.List;

/**
 * What lists and rules left on a decision for the steps after it.
 *
 * @param snoozed whether no alert is to be raised
 * @param fired ids of the live rules that met it
 * @param shadowed ids of the shadow rules that would have met it
 */
public record RuleMarks(boolean snoozed, List<String> fired, List<String> shadowed) {
  /** Of a decision that no rule speaks of. */
  public static final RuleMarks NONE = new RuleMarks(false, List.of(), List.of());

  public RuleMarks {
    fired = List.copyOf(fired);
    shadowed = List.copyOf(shadowed);
  }

  /** The marks of a verdict. */
  public static RuleMarks of(RuleVerdict verdict) {
    return verdict.isNone()
        ? NONE
        : new RuleMarks(verdict.snoozed(), verdict.fired(), verdict.shadowed());
  }
}
