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

  /** From this multiple on an amount or a pace is called unusual. */
  private static final float LARGE = 2;

  /** Up to this multiple an amount is called unusual, too. */
  private static final float SMALL = 0.5f;

  /** About half of what a category would have if all of Kaggle's were alike. */
  private static final float USUAL_CATEGORY_SHARE = 0.04f;

  /** What three hours of the day would have if all hours were alike. */
  private static final float USUAL_HOUR_SHARE = 3 / 24f;

  /** Farther than people go between two purchases as a rule. */
  private static final float FAR_KM = 150;

  /** A card with as many requests is known. */
  private static final float MANY_REQUESTS = 20;

  private final float[] values;
  private final AuthorizationRequest request;
  private final Reference reference;
  private final Wording words;

  /**
   * @param words what sentences are made on; empty, and empty again after each
   */
  ReasonSentences(
      float[] values, AuthorizationRequest request, Reference reference, Wording words) {
    this.values = values;
    this.request = request;
    this.reference = reference;
    this.words = words;
  }

  private static int place(String feature) {
    return FeatureList.named(feature).orElseThrow().index();
  }

  /**
   * Whether what a theme has to say is a reason for this outcome in a cardholder's eyes: figures
   * that are as usual speak for an approval, others against.
   */
  boolean speaks(Theme theme, Outcome outcome) {
    boolean approved = outcome == Outcome.APPROVED;
    return switch (theme) {
      case AMOUNT -> approved ? amountRatio() < LARGE : isUnusual(amountRatio());
      case CATEGORY -> approved == (values[CATEGORY_SHARE] >= USUAL_CATEGORY_SHARE);
      case HOUR -> approved == (values[HOUR_SHARE] >= USUAL_HOUR_SHARE);
      case PACE -> approved != (values[REQUESTS_1H] >= MANY_IN_1_HOUR || values[PACE_24H] > LARGE);
      case SPENDING -> approved != (values[SUM_RATIO] > LARGE);
      case PLACE -> approved != (values[NEW_MERCHANT] > 0 || values[TRAVEL_KM] > FAR_KM);
      case HISTORY -> approved == (values[REQUESTS] >= MANY_REQUESTS);
      case SUSPICION ->
          approved ? Float.isNaN(values[HOURS_SINCE_SUSPECTED]) : values[SUSPECTED_24H] > 0;
      case CONFIRMED -> values[CONFIRMED] > 0;
    };
  }

  private static boolean isUnusual(double ratio) {
    return ratio <= SMALL || ratio >= LARGE;
  }

  /** Amount over the card's usual in the category; over everybody's if it has none. */
  private double amountRatio() {
    float ratio = values[AMOUNT_RATIO];
    return Float.isNaN(ratio) ? request.getAmountMinor() / usualForEverybody() : ratio;
  }

  private double usualForEverybody() {
    return StrictMath.exp(reference.norm(request.getCategory()).meanLog());
  }

  /** The reason that a theme gives for an outcome. */
  Reason of(Theme theme, Outcome outcome) {
    boolean approved = outcome == Outcome.APPROVED;
    return switch (theme) {
      case AMOUNT -> reason(approved, "USUAL_AMOUNT", "UNUSUAL_AMOUNT", amount(), AMOUNT_RATIO);
      case CATEGORY ->
          reason(approved, "USUAL_CATEGORY", "UNUSUAL_CATEGORY", category(), CATEGORY_SHARE);
      case HOUR -> reason(approved, "USUAL_HOUR", "UNUSUAL_HOUR", hour(), HOUR_SHARE);
      case PACE -> reason(approved, "USUAL_PACE", "UNUSUAL_PACE", pace(), REQUESTS_24H);
      case SPENDING -> reason(approved, "USUAL_SPENDING", "UNUSUAL_SPENDING", spending(), SUM_24H);
      case PLACE -> reason(approved, "USUAL_PLACE", "UNUSUAL_PLACE", where(approved), TRAVEL_KM);
      case SUSPICION ->
          reason(
              approved, "NO_SUSPICIONS_BEFORE", "SUSPICIONS_BEFORE", suspicions(), SUSPECTED_24H);
      case CONFIRMED ->
          reason(approved, "FRAUD_SETTLED", "FRAUD_CONFIRMED", confirmed(), CONFIRMED);
      case HISTORY -> reason(approved, "KNOWN_CARD", "LITTLE_KNOWN_CARD", history(), REQUESTS);
    };
  }

  /** The reason where no theme has one by itself. */
  Reason altogether(Outcome outcome) {
    return outcome == Outcome.APPROVED
        ? new Reason("USUAL_ALTOGETHER", "nothing about it is out of the ordinary", null)
        : new Reason("UNUSUAL_ALTOGETHER", "several small things together are unusual", null);
  }

  private Reason reason(boolean approved, String usual, String unusual, String text, int feature) {
    float figure = values[feature];
    return new Reason(
        approved ? usual : unusual, text, Float.isNaN(figure) ? null : (Double) (double) figure);
  }

  private Wording only(boolean isLittle) {
    return isLittle ? words.text("only ") : words;
  }

  private Wording money(double minor) {
    return words.money(Math.max(1, Math.round(minor)), request.getCurrency());
  }

  private String amount() {
    float ratio = values[AMOUNT_RATIO];
    String category = request.getCategory();
    double minor = request.getAmountMinor();
    if (Float.isNaN(ratio)) {
      words.text("amount ");
      money(minor).text(" where ");
      return money(usualForEverybody()).text(" is usual for everybody in ").text(category).done();
    }
    words.text("amount ").multiple(ratio).text(OwnWords.USUAL_FOR.own).text(category).text(" (");
    money(minor).text(" against ");
    return money(minor / ratio).text(")").done();
  }

  private String category() {
    float share = values[CATEGORY_SHARE];
    return share > 0
        ? only(share < USUAL_CATEGORY_SHARE)
            .percent(share)
            .text(OwnWords.PURCHASES_IN.own)
            .text(request.getCategory())
            .done()
        : words.text(OwnWords.FIRST_IN.own).text(request.getCategory()).done();
  }

  private String hour() {
    float share = values[HOUR_SHARE];
    if (Float.isNaN(share)) {
      words.text(OwnWords.FIRST_AROUND.own);
    } else {
      only(share < USUAL_HOUR_SHARE).percent(share).text(OwnWords.PURCHASES_AROUND.own);
    }
    int hour = HourHabit.hourOf(request.getEventTime().toEpochMilli());
    return words.hour(hour).text(" UTC").done();
  }

  private String pace() {
    int hour = (int) values[REQUESTS_1H];
    if (hour >= MANY_IN_1_HOUR) {
      return words.ordinal(hour + 1).text(" request within 1 h").done();
    }
    int day = (int) values[REQUESTS_24H];
    float pace = values[PACE_24H];
    words.ordinal(day + 1).text(" request in 24 h");
    if (pace > 0) {
      words.text(", ").decimal(day / pace).text(OwnWords.USUAL_A_DAY.own);
    }
    return words.done();
  }

  private String spending() {
    if (values[SUM_24H] == 0) {
      words.text("nothing was asked for in the 24 h before");
    } else {
      money(values[SUM_24H]).text(" were asked for in the 24 h before");
    }
    float ratio = values[SUM_RATIO];
    if (ratio > 0) {
      words.text(", ").multiple(ratio).text(OwnWords.USUAL_PURCHASE.own);
    }
    return words.done();
  }

  private String where(boolean approved) {
    words.text(
        values[NEW_MERCHANT] > 0 ? OwnWords.FIRST_AT.own : approved ? OwnWords.KNOWN.own : "at ");
    words.text(request.getMerchantName());
    float km = values[TRAVEL_KM];
    if (!Float.isNaN(km)) {
      words.text(", ").number(Math.round(km)).text(OwnWords.FROM_LAST.own);
      double minutes = values[TRAVEL_KMH] > 0 ? km / values[TRAVEL_KMH] * 60 : 0;
      if (minutes > 0) {
        words.text(" ").minutes(minutes).text(" ago");
      }
    }
    return words.done();
  }

  private String suspicions() {
    int suspected = (int) values[SUSPECTED_24H];
    if (suspected > 0) {
      return words
          .number(suspected)
          .text(suspected == 1 ? " suspicious request" : " suspicious requests")
          .text(" in the 24 h before")
          .done();
    }
    return "no suspicious request before";
  }

  private String confirmed() {
    int frauds = (int) values[CONFIRMED];
    if (frauds == 0) {
      return OwnWords.NEVER_CONFIRMED.own;
    }
    return words
        .number(frauds)
        .text(frauds == 1 ? " request" : " requests")
        .text(OwnWords.CONFIRMED.own)
        .text(", the last was confirmed ")
        .minutes(Math.max(0, values[DAYS_SINCE_CONFIRMED]) * 24 * 60)
        .text(" ago")
        .done();
  }

  private String history() {
    float weight = values[REQUESTS];
    int requests = Math.round(weight);
    return switch (requests) {
      case 0 -> words.text(weight > 0 ? "hardly a" : "no").text(OwnWords.PURCHASE_KNOWN.own).done();
      case 1 -> words.text("hardly more than one").text(OwnWords.PURCHASE_KNOWN.own).done();
      default -> words.text("about ").number(requests).text(OwnWords.PURCHASES_KNOWN.own).done();
    };
  }
}
