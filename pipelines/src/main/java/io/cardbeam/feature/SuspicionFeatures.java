package io.cardbeam.feature;

/** The first scores of the card's earlier requests: how suspicious they were. */
final class SuspicionFeatures {
  private static final String NONE_SCORED = "no scored request in the window";

  private SuspicionFeatures() {}

  static void declare(Declaration list) {
    list.theme(Theme.SUSPICION);
    list.addSuspicion(
        "last_log_odds",
        "first score of the card's last request",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.lastLogOdds);
    list.addSuspicion(
        "second_last_log_odds",
        "first score of the request before the last",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.secondLogOdds);
    list.addSuspicion(
        "most_log_odds_1h",
        "largest first score",
        "log-odds",
        "1 h",
        NONE_SCORED,
        w -> w.most1HourLogOdds);
    list.addSuspicion(
        "most_log_odds_24h",
        "largest first score",
        "log-odds",
        "24 h",
        NONE_SCORED,
        w -> w.most24HoursLogOdds);
    list.addSuspicion(
        "most_log_odds_3d",
        "largest first score",
        "log-odds",
        "3 d",
        NONE_SCORED,
        w -> w.most3DaysLogOdds);
    list.addSuspicion(
        "most_log_odds_7d",
        "largest first score",
        "log-odds",
        "7 d",
        NONE_SCORED,
        w -> w.most7DaysLogOdds);
    list.addSuspicion(
        "mean_log_odds_24h",
        "mean first score",
        "log-odds",
        "24 h",
        NONE_SCORED,
        w -> w.scored24Hours == 0 ? Double.NaN : w.logOdds24Hours / w.scored24Hours);
    list.addSuspicion(
        "mean_log_odds_3d",
        "mean first score",
        "log-odds",
        "3 d",
        NONE_SCORED,
        w -> w.scored3Days == 0 ? Double.NaN : w.logOdds3Days / w.scored3Days);
    list.addSuspicion(
        "expected_frauds_24h",
        "sum of the first scores as probabilities",
        "requests",
        "24 h",
        Declaration.NEVER,
        w -> w.expected24Hours);
    list.addSuspicion(
        "expected_frauds_3d",
        "sum of the first scores as probabilities",
        "requests",
        "3 d",
        Declaration.NEVER,
        w -> w.expected3Days);
    list.addSuspicion(
        "suspected_24h",
        "requests with a first score above even odds",
        "requests",
        "24 h",
        Declaration.NEVER,
        w -> w.suspected24Hours);
    list.addSuspicion(
        "suspected_before_7d",
        "requests with a first score above even odds, more than 7 d ago",
        "requests",
        Declaration.EVER,
        Declaration.NEVER,
        w -> w.suspectedBefore);
    list.addSuspicion(
        "hours_since_suspected",
        "time since the last request with a first score above even odds",
        "hours",
        Declaration.EVER,
        "there was none",
        w -> w.hoursSinceSuspected);
  }
}
