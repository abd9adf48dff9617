package io.cardbeam.command.rule;

import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person wants of a rule; the rest is as in the rule's version before.
 *
 * @param id the rule's
 * @param state of the new version
 * @param when condition
 * @param action what it does
 * @param priority higher comes first
 * @param reasonCode code of its reason
 * @param reason sentence of its reason
 * @param author who publishes it
 */
record RuleDraft(
    String id,
    RuleState state,
    Optional<String> when,
    Optional<RuleAction> action,
    Optional<Integer> priority,
    Optional<String> reasonCode,
    Optional<String> reason,
    Optional<String> author) {

  /** A rule as it is, in another state. */
  static RuleDraft inState(String id, RuleState state) {
    return new RuleDraft(
        id,
        state,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The rule's next version.
   *
   * @throws IllegalArgumentException with what is missing, for a rule that has no version yet
   */
  RuleRecord next(RuleBook book, Instant effectiveFrom, Instant now) {
    Optional<RuleVersion> before = book.rule(id).flatMap(history -> history.latest());
    return new RuleRecord.OfRule(
        new RuleVersion(
            id,
            before.map(RuleVersion::getVersion).orElse(0) + 1,
            state,
            effectiveFrom,
            now,
            action
                .or(() -> before.map(RuleVersion::getAction))
                .orElseThrow(() -> missing("--action")),
            priority.or(() -> before.map(RuleVersion::getPriority)).orElse(0),
            when.or(() -> before.map(RuleVersion::getExpression))
                .orElseThrow(() -> missing("--when")),
            reasonCode
                .or(() -> before.map(RuleVersion::getReasonCode))
                .orElseGet(
                    () -> "RULE_" + id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")),
            reason
                .or(() -> before.map(RuleVersion::getReasonText))
                .orElseThrow(() -> missing("--reason")),
            author.or(() -> before.map(RuleVersion::getAuthor)).orElse("")));
  }

  private IllegalArgumentException missing(String option) {
    return new IllegalArgumentException(
        option + " is missing: there is no rule " + id + " yet whose own could be kept");
  }
}
