package io.cardbeam.measure;

import java.util.Locale;

/** The figures of an evaluation. Each is a function of the requests of the cards that are drawn. */
public enum Figure {
  AVERAGE_PRECISION(Unit.SHARE, "average precision"),
  ROC_AUC(Unit.SHARE, "area under the ROC curve"),
  BEST_F1(Unit.SHARE, "best F1 at any threshold"),
  BEST_F1_THRESHOLD(Unit.SHARE, "threshold of the best F1"),
  RECALL_AT_ALERTS_0_1(Unit.SHARE, "recall at 0.1 % alerts"),
  RECALL_AT_ALERTS_0_5(Unit.SHARE, "recall at 0.5 % alerts"),
  RECALL_AT_ALERTS_1(Unit.SHARE, "recall at 1 % alerts"),
  RECALL_AT_FALSE_POSITIVES_0_01(Unit.SHARE, "recall at 0.01 % false positives"),
  RECALL_AT_FALSE_POSITIVES_0_1(Unit.SHARE, "recall at 0.1 % false positives"),
  RECALL_AT_FALSE_POSITIVES_1(Unit.SHARE, "recall at 1 % false positives"),
  THRESHOLD_AT_FALSE_POSITIVES_0_1(Unit.SHARE, "threshold at 0.1 % false positives"),
  FIRST_FRAUDS_AT_FALSE_POSITIVES_0_1(Unit.SHARE, "first frauds at 0.1 % false positives"),
  BRIER_SCORE(Unit.NUMBER, "Brier score"),

  PRECISION(Unit.SHARE, "precision, referred or declined"),
  RECALL(Unit.SHARE, "recall, referred or declined"),
  F1(Unit.SHARE, "F1, referred or declined"),
  FALSE_POSITIVES(Unit.SHARE, "false positives, referred or declined"),
  DECLINED_PRECISION(Unit.SHARE, "precision, declined alone"),
  DECLINED_RECALL(Unit.SHARE, "recall, declined alone"),
  DECLINED_F1(Unit.SHARE, "F1, declined alone"),
  APPROVED_SHARE(Unit.SHARE, "approved"),
  REFERRED_SHARE(Unit.SHARE, "referred"),
  DECLINED_SHARE(Unit.SHARE, "declined"),

  LOSS_APPROVING_ALL(Unit.MONEY, "loss, approving all"),
  LOSS_AT_BEST_F1(Unit.MONEY, "loss, declining from the best-F1 threshold"),
  LOSS_OF_POLICY(Unit.MONEY, "loss, expected-cost policy"),
  LOSS_TAKEN(Unit.MONEY, "loss, decisions taken"),
  SAVED(Unit.MONEY, "saved by the decisions taken"),
  LOSS_OF_POLICY_TO_BEST_F1(Unit.NUMBER, "loss of the policy / of best F1"),
  FRAUD_MONEY_STOPPED(Unit.SHARE, "fraud money referred or declined"),

  CAUGHT_AT_FIRST(Unit.SHARE, "bursts caught at the first fraud"),
  CAUGHT_AT_SECOND(Unit.SHARE, "bursts caught at the second"),
  CAUGHT_AT_THIRD(Unit.SHARE, "bursts caught at the third"),
  CAUGHT_LATER(Unit.SHARE, "bursts caught later"),
  NEVER_CAUGHT(Unit.SHARE, "bursts never caught"),
  FRAUDS_BEFORE_CAUGHT(Unit.NUMBER, "frauds that pass before the first caught, mean"),
  MEDIAN_FRAUDS_BEFORE_CAUGHT(Unit.NUMBER, "frauds that pass before the first caught, median"),
  MEDIAN_MINUTES_TO_CAUGHT(Unit.MINUTES, "time from first fraud to first caught, median"),

  ALERTS_A_DAY(Unit.NUMBER, "alerts a day, mean"),
  MOST_ALERTS_A_DAY(Unit.NUMBER, "alerts on the busiest day"),
  DAYS_ABOVE_CAPACITY(Unit.NUMBER, "days above the analysts' capacity"),
  FRAUD_MONEY_WITHIN_CAPACITY(Unit.SHARE, "fraud money among alerts within capacity");

  /** What a figure is measured in. */
  public enum Unit {
    /** Share, 0 to 1. */
    SHARE,
    /** Minor units of the costs' currency. */
    MONEY,
    /** A number without a unit. */
    NUMBER,
    /** Minutes. */
    MINUTES
  }

  private final Unit unit;
  private final String words;

  Figure(Unit unit, String words) {
    this.unit = unit;
    this.words = words;
  }

  /** What it is measured in. */
  public Unit unit() {
    return unit;
  }

  /** Its name for people. */
  public String words() {
    return words;
  }

  /** Its name for machines: lower case with underscores. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
