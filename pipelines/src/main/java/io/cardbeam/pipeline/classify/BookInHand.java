package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.rule.RuleBook;

/** The book that a worker decides by: what it found at its start, and what has come to it since. */
final class BookInHand {
  /** Name of the side input. */
  static final String VIEW = "rules";

  private final RuleBook atStart;
  private RuleBook last;
  private RuleBook both;

  BookInHand(RulesAtStart atStart) {
    this.atStart = DecisionRuleBook.shipped().plusAll(atStart.read()).book();
    this.last = DecisionRuleBook.empty();
    this.both = this.atStart;
  }

  /** The book, given the side input's present value: on nearly every request the last one. */
  @SuppressWarnings("ReferenceEquality") // A book is too big to be compared for each request.
  RuleBook with(RuleBook sideInput) {
    if (sideInput != last) {
      last = sideInput;
      both = sideInput.union(atStart);
    }
    return both;
  }
}
