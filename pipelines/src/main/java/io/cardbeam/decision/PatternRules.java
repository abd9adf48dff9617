package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.HourHabit;
import java.util.Optional;

/**
 * The rules on a card's own pattern. Each looks at one thing and says, if it is out of the
 * ordinary, how much that speaks for fraud in log-odds. Weights were set by hand, on data from
 * before any period that is evaluated.
 */
final class PatternRules {
  /** Deviations above the usual from which an amount is out of the ordinary. */
  private static final double HIGH_DEVIATION = 1.8;

  /** Deviations below it from which an amount is suspiciously small. */
  private static final double LOW_DEVIATION = -3.5;

  private static final int MANY_IN_10_MINUTES = 4;
  private static final int MANY_IN_1_HOUR = 6;
  private static final int MANY_SMALL_IN_30_MINUTES = 3;
  private static final int MANY_NEW_MERCHANTS_IN_1_HOUR = 3;

  /** Faster than an airliner, km/h. */
  private static final double IMPOSSIBLE_KM_PER_HOUR = 900;

  /** Shorter distances are left alone: places in card data are rough. */
  private static final double FAR_KM = 400;

  /** Night, hours UTC: most thefts happen in it. */
  private static final int NIGHT_FROM_HOUR = 22;

  private static final int NIGHT_TO_HOUR = 4;

  /** Share of a card's purchases below which an hour of the day is unusual for it. */
  private static final double RARE_HOUR_SHARE = 0.02;

  /** History from which a card's hours are known, purchases. */
  private static final double KNOWN_HOURS_HISTORY = 30;

  private PatternRules() {}

  static Optional<Finding> amountAboveUsual(RequestFeatures f, AuthorizationRequest request) {
    if (f.amountDeviation() < HIGH_DEVIATION) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "AMOUNT_ABOVE_USUAL",
            Math.min(5.5, 1.6 * (f.amountDeviation() - HIGH_DEVIATION) + 1.5),
            "amount "
                + Wording.multiple(f.amountRatio())
                + " your usual for "
                + request.getCategory()
                + " ("
                + Wording.money(f.amountMinor(), request.getCurrency())
                + " against "
                + Wording.money(f.usualMinor(), request.getCurrency())
                + ")"));
  }

  static Optional<Finding> amountBelowUsual(RequestFeatures f, AuthorizationRequest request) {
    if (f.amountDeviation() > LOW_DEVIATION) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "AMOUNT_BELOW_USUAL",
            Math.min(4, 1.0 * (LOW_DEVIATION - f.amountDeviation()) + 2.0),
            "amount "
                + Wording.money(f.amountMinor(), request.getCurrency())
                + " is far below your usual for "
                + request.getCategory()
                + ", "
                + Wording.money(f.usualMinor(), request.getCurrency())));
  }

  static Optional<Finding> velocity(RequestFeatures f) {
    if (f.requests10Min() < MANY_IN_10_MINUTES && f.requests1Hour() < MANY_IN_1_HOUR) {
      return Optional.empty();
    }
    boolean minutes = f.requests10Min() >= MANY_IN_10_MINUTES;
    return Optional.of(
        new Finding(
            "VELOCITY",
            Math.min(3, minutes ? 0.5 * f.requests10Min() : 0.3 * f.requests1Hour()),
            Wording.ordinal((minutes ? f.requests10Min() : f.requests1Hour()) + 1)
                + " request within "
                + (minutes ? "10 min" : "1 h")));
  }

  static Optional<Finding> travel(RequestFeatures f) {
    if (f.travelKm() < FAR_KM || f.travelKmPerHour() < IMPOSSIBLE_KM_PER_HOUR) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "IMPOSSIBLE_TRAVEL",
            5.5,
            Math.round(f.travelKm())
                + " km from your last purchase "
                + Wording.minutes(f.travelMinutes())
                + " ago"));
  }

  static Optional<Finding> unusualHour(RequestFeatures f, AuthorizationRequest request) {
    if (f.history() < KNOWN_HOURS_HISTORY || f.hourShare() >= RARE_HOUR_SHARE) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "UNUSUAL_HOUR",
            1.5,
            Wording.percent(f.hourShare())
                + " of your purchases are around "
                + Wording.hour(HourHabit.hourOf(request.getEventTime().toEpochMilli()))
                + " UTC"));
  }

  /** Night alone is no suspicion; an amount out of the ordinary at night is more of one. */
  static Optional<Finding> oddAmountAtNight(RequestFeatures f, AuthorizationRequest request) {
    int hour = HourHabit.hourOf(request.getEventTime().toEpochMilli());
    boolean night = hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR;
    boolean odd = f.amountDeviation() >= HIGH_DEVIATION || f.amountDeviation() <= LOW_DEVIATION;
    if (!night || !odd) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "ODD_AMOUNT_AT_NIGHT",
            2.2,
            "an amount unlike yours at night, around " + Wording.hour(hour) + " UTC"));
  }

  static Optional<Finding> newMerchantsInABurst(RequestFeatures f) {
    if (!f.newMerchant() || f.newMerchants1Hour() < MANY_NEW_MERCHANTS_IN_1_HOUR) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "NEW_MERCHANTS",
            1.5,
            Wording.ordinal(f.newMerchants1Hour() + 1) + " merchant new to you within 1 h"));
  }

  static Optional<Finding> cardTesting(RequestFeatures f) {
    if (f.small30Min() < MANY_SMALL_IN_30_MINUTES) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "CARD_TESTING",
            Math.min(4.5, 1.3 * f.small30Min()),
            f.small30Min() + " small amounts within 30 min before"));
  }

  static Optional<Finding> suspicionsBefore(RequestFeatures f) {
    if (f.suspected24Hours() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "SUSPICIONS_BEFORE",
            Math.min(2.5, 1.2 * f.suspected24Hours()),
            f.suspected24Hours()
                + (f.suspected24Hours() == 1 ? " request" : " requests")
                + " referred or declined in the 24 h before"));
  }
}
