package io.cardbeam.measure;

import java.util.Locale;

/** The figures of an evaluation. Each is a function of the requests of the cards that are drawn. */
public enum Figure {
  AVERAGE_PRECISION(Group.RANKING, Unit.SCORE, "average precision"),
  ROC_AUC(Group.RANKING, Unit.SCORE, "area under the ROC curve"),
  BEST_F1(Group.RANKING, Unit.SCORE, "best F1 at any threshold"),
  BEST_F1_THRESHOLD(Group.RANKING, Unit.SCORE, "threshold of the best F1"),
  RECALL_AT_ALERTS_0_1(Group.RANKING, Unit.SHARE, "recall at 0.1 % alerts"),
  RECALL_AT_ALERTS_0_5(Group.RANKING, Unit.SHARE, "recall at 0.5 % alerts"),
  RECALL_AT_ALERTS_1(Group.RANKING, Unit.SHARE, "recall at 1 % alerts"),
  RECALL_AT_FALSE_POSITIVES_0_01(Group.RANKING, Unit.SHARE, "recall at 0.01 % false positives"),
  RECALL_AT_FALSE_POSITIVES_0_1(Group.RANKING, Unit.SHARE, "recall at 0.1 % false positives"),
  RECALL_AT_FALSE_POSITIVES_1(Group.RANKING, Unit.SHARE, "recall at 1 % false positives"),
  THRESHOLD_AT_FALSE_POSITIVES_0_1(Group.RANKING, Unit.SCORE, "threshold at 0.1 % false positives"),
  FIRST_FRAUDS_AT_FALSE_POSITIVES_0_1(
      Group.RANKING, Unit.SHARE, "first frauds at 0.1 % false positives"),
  BRIER_SCORE(Group.RANKING, Unit.SCORE, "Brier score"),

  PRECISION(Group.ANSWERS, Unit.SHARE, "precision, referred or declined"),
  RECALL(Group.ANSWERS, Unit.SHARE, "recall, referred or declined"),
  F1(Group.ANSWERS, Unit.SCORE, "F1, referred or declined"),
  FALSE_POSITIVES(Group.ANSWERS, Unit.SHARE, "false positives, referred or declined"),
  DECLINED_PRECISION(Group.ANSWERS, Unit.SHARE, "precision, declined alone"),
  DECLINED_RECALL(Group.ANSWERS, Unit.SHARE, "recall, declined alone"),
  DECLINED_F1(Group.ANSWERS, Unit.SCORE, "F1, declined alone"),
  APPROVED_SHARE(Group.ANSWERS, Unit.SHARE, "approved"),
  REFERRED_SHARE(Group.ANSWERS, Unit.SHARE, "referred"),
  DECLINED_SHARE(Group.ANSWERS, Unit.SHARE, "declined"),

  LOSS_APPROVING_ALL(Group.MONEY, Unit.MONEY, "loss, approving all"),
  LOSS_AT_BEST_F1(Group.MONEY, Unit.MONEY, "loss, declining from the best-F1 threshold"),
  LOSS_OF_POLICY(Group.MONEY, Unit.MONEY, "loss, expected-cost policy"),
  LOSS_TAKEN(Group.MONEY, Unit.MONEY, "loss, decisions taken"),
  SAVED(Group.MONEY, Unit.MONEY, "saved by the decisions taken"),
  LOSS_OF_POLICY_TO_BEST_F1(Group.MONEY, Unit.SCORE, "loss of the policy / of best F1"),
  FRAUD_MONEY_STOPPED(Group.MONEY, Unit.SHARE, "fraud money referred or declined"),

  CAUGHT_AT_FIRST(Group.BURSTS, Unit.SHARE, "bursts caught at the first fraud"),
  CAUGHT_AT_SECOND(Group.BURSTS, Unit.SHARE, "bursts caught at the second"),
  CAUGHT_AT_THIRD(Group.BURSTS, Unit.SHARE, "bursts caught at the third"),
  CAUGHT_LATER(Group.BURSTS, Unit.SHARE, "bursts caught later"),
  NEVER_CAUGHT(Group.BURSTS, Unit.SHARE, "bursts never caught"),
  FRAUDS_BEFORE_CAUGHT(Group.BURSTS, Unit.NUMBER, "frauds that pass before the first caught, mean"),
  MEDIAN_FRAUDS_BEFORE_CAUGHT(
      Group.BURSTS, Unit.NUMBER, "frauds that pass before the first caught, median"),
  MEDIAN_MINUTES_TO_CAUGHT(
      Group.BURSTS, Unit.MINUTES, "time from first fraud to first caught, median"),

  ALERTS_A_DAY(Group.ANALYSTS, Unit.NUMBER, "alerts a day, mean"),
  MOST_ALERTS_A_DAY(Group.ANALYSTS, Unit.NUMBER, "alerts on the busiest day"),
  DAYS_ABOVE_CAPACITY(Group.ANALYSTS, Unit.NUMBER, "days above the analysts' capacity"),
  FRAUD_MONEY_WITHIN_CAPACITY(
      Group.ANALYSTS, Unit.SHARE, "fraud money among alerts within capacity");

  /** What a figure tells of. */
  public enum Group {
    RANKING("How well probabilities rank"),
    ANSWERS("What was decided"),
    MONEY("Money"),
    BURSTS("Bursts of fraud"),
    ANALYSTS("Analysts");

    private final String words;

    Group(String words) {
      this.words = words;
    }

    /** Its name for people. */
    public String words() {
      return words;
    }
  }

  /** What a figure is measured in. */
  public enum Unit {
    /** Share, 0 to 1, that people read as per cent. */
    SHARE,
    /** Number around 0 to 1 that people read as it stands. */
    SCORE,
    /** Minor units of the costs' currency. */
    MONEY,
    /** A number without a unit. */
    NUMBER,
    /** Minutes. */
    MINUTES
  }

  private final Group group;
  private final Unit unit;
  private final String words;

  Figure(Group group, Unit unit, String words) {
    this.group = group;
    this.unit = unit;
    this.words = words;
  }

  /**
   * Whether drawing cards tells how far to trust it. It does not for the most extreme day: drawing
   * with replacement makes days busier than any that was.
   */
  public boolean hasInterval() {
    return this != MOST_ALERTS_A_DAY && this != DAYS_ABOVE_CAPACITY;
  }

  /** What it tells of. */
  public Group group() {
    return group;
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
