package io.cardbeam.rule;

import java.util.Arrays;
import java.util.List;

/**
 * A stretch of event time in which the same versions of the rules are in force.
 *
 * <p>Two versions come into force at its borders, none between.
 */
final class Epoch {
  private final long fromMillis;
  private final long untilMillis;
  private final ActiveRule[] rules;

  /**
   * @param fromMillis first event time that belongs to it
   * @param untilMillis first event time that does not
   * @param rules live and shadow, in any order
   */
  Epoch(long fromMillis, long untilMillis, List<ActiveRule> rules) {
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
    this.rules = rules.toArray(ActiveRule[]::new);
    Arrays.sort(this.rules, ActiveRule.ORDER);
  }

  boolean covers(long eventTimeMillis) {
    return fromMillis <= eventTimeMillis && eventTimeMillis < untilMillis;
  }

  /** The rules in the order in which they are asked. */
  int size() {
    return rules.length;
  }

  ActiveRule rule(int index) {
    return rules[index];
  }
}
