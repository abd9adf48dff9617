package io.cardbeam.decision;

import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleCompiler;
import io.cardbeam.rule.RuleLanguage;
import java.util.List;

/** Books of rules on requests. */
public final class DecisionRuleBook {
  private static final RuleBook EMPTY =
      RuleBook.empty(new RuleCompiler(RuleLanguage.withFeatures(List.of())));

  private DecisionRuleBook() {}

  /** A book without rules. */
  public static RuleBook empty() {
    return EMPTY;
  }
}
