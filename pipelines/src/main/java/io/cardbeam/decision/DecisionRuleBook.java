package io.cardbeam.decision;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleCompiler;
import io.cardbeam.rule.RuleLanguage;

/** Books of rules on requests and on the features of {@link FeatureList}. */
public final class DecisionRuleBook {
  private static final RuleBook EMPTY =
      RuleBook.empty(
          new RuleCompiler(
              RuleLanguage.withFeatures(FeatureList.all().stream().map(Feature::name).toList())));

  private DecisionRuleBook() {}

  /** A book without rules. */
  public static RuleBook empty() {
    return EMPTY;
  }
}
