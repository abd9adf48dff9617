package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.Reference;
import io.cardbeam.feature.Theme;
import io.cardbeam.profile.HourHabit;

/** A theme as a reason: a code, and a sentence with the request's figures beside the card's own. */
final class ReasonSentences {
  private static final int AMOUNT_RATIO = place("amount_ratio");
  private static final int CATEGORY_SHARE = place("category_share");
  private static final int HOUR_SHARE = place("hour_share_3h");
  private static final int REQUESTS_1H = place("requests_1h");
  private static final int REQUESTS_24H = place("requests_24h");
  private static final int PACE_24H = place("pace_24h");
  private static final int SUM_24H = place("sum_24h");
  private static final int SUM_RATIO = place("sum_24h_ratio");
  private static final int NEW_MERCHANT = place("new_merchant");
  private static final int TRAVEL_KM = place("travel_km");
  private static final int TRAVEL_KMH = place("travel_kmh");
  private static final int SUSPECTED_24H = place("suspected_24h");
  private static final int HOURS_SINCE_SUSPECTED = place("hours_since_suspected");
  private static final int CONFIRMED = place("confirmed_frauds");
  private static final int DAYS_SINCE_CONFIRMED = place("days_since_confirmed");
  private static final int REQUESTS = place("requests");

  /** Many requests in an hour are told as such; fewer by the day. */
  private static final int MANY_IN_1_HOUR = 3;

  private final float[] values;
  private final AuthorizationRequest request;
  private final Reference reference;

  ReasonSentences(float[] values, AuthorizationRequest request, Reference reference) {
    this.values = values;
    this.request = request;
    this.reference = reference;
  }

  private static int place(String feature) {
    return FeatureList.named(feature).orElseThrow().index();
  }

  /** Whether what a theme has to say is a reason for this outcome in a cardholder's eyes. */
  boolean speaks(Theme theme, Outcome outcome) {
    boolean approved = outcome == Outcome.APPROVED;
    return switch (theme) {
      case SUSPICION -> approved == (values[SUSPECTED_24H] == 0);
      case CONFIRMED -> values[CONFIRMED] > 0;
      case SPENDING -> approved || values[SUM_24H] > 0;
      case AMOUNT, CATEGORY, HOUR, PACE, PLACE, HISTORY -> true;
    };
  }

  /** The reason that a theme gives for an outcome. */
  Reason of(Theme theme, Outcome outcome) {
    boolean approved = outcome == Outcome.APPROVED;
    return switch (theme) {
      case AMOUNT -> new Reason(approved ? "USUAL_AMOUNT" : "UNUSUAL_AMOUNT", amount());
      case CATEGORY -> new Reason(approved ? "USUAL_CATEGORY" : "UNUSUAL_CATEGORY", category());
      case HOUR -> new Reason(approved ? "USUAL_HOUR" : "UNUSUAL_HOUR", hour());
      case PACE -> new Reason(approved ? "USUAL_PACE" : "UNUSUAL_PACE", pace());
      case SPENDING -> new Reason(approved ? "USUAL_SPENDING" : "UNUSUAL_SPENDING", spending());
      case PLACE -> new Reason(approved ? "USUAL_PLACE" : "UNUSUAL_PLACE", where());
      case SUSPICION ->
          new Reason(approved ? "NO_SUSPICIONS_BEFORE" : "SUSPICIONS_BEFORE", suspicions());
      case CONFIRMED -> new Reason(approved ? "FRAUD_SETTLED" : "FRAUD_CONFIRMED", confirmed());
      case HISTORY -> new Reason(approved ? "KNOWN_CARD" : "LITTLE_KNOWN_CARD", history());
    };
  }

  private String money(double minor) {
    return Wording.money(Math.max(1, Math.round(minor)), request.getCurrency());
  }

  private String amount() {
    float ratio = values[AMOUNT_RATIO];
    long minor = request.getAmountMinor();
    if (Float.isNaN(ratio)) {
      double usual = StrictMath.exp(reference.norm(request.getCategory()).meanLog());
      return "your first in "
          + request.getCategory()
          + ", "
          + money((double) minor)
          + " where "
          + money(usual)
          + " is usual for everybody";
    }
    return "amount "
        + Wording.multiple(ratio)
        + " your usual for "
        + request.getCategory()
        + " ("
        + money((double) minor)
        + " against "
        + money(minor / ratio)
        + ")";
  }

  private String category() {
    float share = values[CATEGORY_SHARE];
    return share > 0
        ? Wording.percent(share) + " of your purchases are in " + request.getCategory()
        : "your first purchase in " + request.getCategory();
  }

  private String hour() {
    float share = values[HOUR_SHARE];
    String hour = Wording.hour(HourHabit.hourOf(request.getEventTime().toEpochMilli()));
    return Float.isNaN(share)
        ? "your first purchase, around " + hour + " UTC"
        : Wording.percent(share) + " of your purchases are around " + hour + " UTC";
  }

  private String pace() {
    int hour = (int) values[REQUESTS_1H];
    if (hour >= MANY_IN_1_HOUR) {
      return Wording.ordinal(hour + 1) + " request within 1 h";
    }
    int day = (int) values[REQUESTS_24H];
    float pace = values[PACE_24H];
    String request24 = Wording.ordinal(day + 1) + " request in 24 h";
    return pace > 0
        ? request24 + ", " + Wording.decimal(day / pace) + " a day are usual for you"
        : request24;
  }

  private String spending() {
    float ratio = values[SUM_RATIO];
    String sum =
        values[SUM_24H] == 0
            ? "nothing was asked for in the 24 h before"
            : money(values[SUM_24H]) + " were asked for in the 24 h before";
    return ratio > 0 ? sum + ", " + Wording.multiple(ratio) + " your usual purchase" : sum;
  }

  private String where() {
    float km = values[TRAVEL_KM];
    String merchant =
        values[NEW_MERCHANT] > 0
            ? "your first purchase at " + request.getMerchantName()
            : "you know " + request.getMerchantName();
    if (Float.isNaN(km)) {
      return merchant;
    }
    double minutes = values[TRAVEL_KMH] > 0 ? km / values[TRAVEL_KMH] * 60 : 0;
    return merchant
        + ", "
        + Math.round(km)
        + " km from your last purchase"
        + (minutes > 0 ? " " + Wording.minutes(minutes) + " ago" : "");
  }

  private String suspicions() {
    int suspected = (int) values[SUSPECTED_24H];
    if (suspected > 0) {
      return suspected
          + (suspected == 1 ? " suspicious request" : " suspicious requests")
          + " in the 24 h before";
    }
    float hours = values[HOURS_SINCE_SUSPECTED];
    return Float.isNaN(hours)
        ? "no suspicious request before"
        : "the last suspicious request was " + Wording.minutes(hours * 60) + " ago";
  }

  private String confirmed() {
    int frauds = (int) values[CONFIRMED];
    if (frauds == 0) {
      return "no fraud was ever confirmed on your card";
    }
    return frauds
        + (frauds == 1 ? " request" : " requests")
        + " on your card turned out to be fraud, the last was confirmed "
        + Wording.minutes(values[DAYS_SINCE_CONFIRMED] * 24 * 60)
        + " ago";
  }

  private String history() {
    return "about " + Math.round(values[REQUESTS]) + " purchases of yours are known";
  }
}
