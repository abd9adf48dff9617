package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scores by {@link PatternRules}: the log-odds of fraud are the base rate's and the points of each
 * rule that speaks, as if the rules were independent.
 */
final class RuleScorer implements Scorer {
  private static final long serialVersionUID = 1L;

  /** Log-odds of fraud before anything is known of a request: about one in 600. */
  private static final double BASE_LOG_ODDS = -6.4;

  private static final Comparator<Finding> WEIGHTIEST_FIRST =
      Comparator.comparingDouble(Finding::points).reversed().thenComparing(Finding::code);

  @Override
  public String version() {
    return "pattern-rules-1";
  }

  @Override
  public Score score(RequestFeatures features, AuthorizationRequest request) {
    List<Finding> findings = new ArrayList<>();
    Stream.of(
            PatternRules.amountAboveUsual(features, request),
            PatternRules.amountBelowUsual(features, request),
            PatternRules.velocity(features),
            PatternRules.travel(features),
            PatternRules.unusualHour(features, request),
            PatternRules.oddAmountAtNight(features, request),
            PatternRules.newMerchantsInABurst(features),
            PatternRules.cardTesting(features),
            PatternRules.suspicionsBefore(features))
        .flatMap(Optional::stream)
        .forEach(findings::add);
    findings.sort(WEIGHTIEST_FIRST);
    double logOdds = BASE_LOG_ODDS;
    for (Finding finding : findings) {
      logOdds += finding.points();
    }
    return new Score(1 / (1 + StrictMath.exp(-logOdds)), List.copyOf(findings));
  }
}
