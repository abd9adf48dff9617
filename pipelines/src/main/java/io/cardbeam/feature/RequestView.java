package io.cardbeam.feature;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.profile.AmountHabit;
import io.cardbeam.profile.AmountLog;
import io.cardbeam.profile.CardAccount;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.HourHabit;
import io.cardbeam.text.StableHash;

/**
 * A request seen against its card's profile: everything that the features are read from, gathered
 * in one pass over the last seven days.
 */
final class RequestView {
  private static final double LN_2 = StrictMath.log(2);

  /** A card's own habit weighs as much as the category's norm after this many requests. */
  private static final double PRIOR_WEIGHT = 5;

  /** Amounts that vary less than this are taken to vary by it: ln units. */
  private static final double LEAST_DEVIATION = 0.2;

  final long timeMillis;
  final long amountMinor;
  final double logAmount;
  final int category;
  final int hour;
  final double hourOfDay;
  final boolean online;
  final CategoryNorm norm;
  final AmountHabit inCategory;
  final AmountHabit overall;
  final double categoryWeight;
  final double overallWeight;
  final double usualLog;
  final double deviation;
  final HourHabit hours;
  final boolean newMerchant;
  final long firstRequestMillis;
  final int confirmed;
  final long lastConfirmedMillis;
  final double homeKm;

  /** Requests a day that the card's decayed history stands for; NaN in its first day. */
  final double requestsADay;

  final RequestWindows windows;
  final SuspicionWindows suspicions;

  /**
   * Gathers what there is to know.
   *
   * @param profile as of the request's event time
   * @param categoryRank of the request's category in the model; below 0 where it knows none
   */
  RequestView(
      CardProfile profile, AuthorizationRequest request, int categoryRank, Reference reference) {
    timeMillis = request.getEventTime().toEpochMilli();
    amountMinor = request.getAmountMinor();
    logAmount = AmountLog.of(amountMinor);
    category = categoryRank;
    hour = HourHabit.hourOf(timeMillis);
    hourOfDay = Math.floorMod(timeMillis, RequestWindows.DAY) / (double) RequestWindows.HOUR;
    online = request.getChannel() == Channel.ONLINE;
    norm = reference.norm(request.getCategory());
    long categoryHash = StableHash.of(request.getCategory());
    inCategory = profile.categories().of(categoryHash);
    overall = profile.categories().overall();
    categoryWeight = inCategory.weightAt(timeMillis);
    overallWeight = overall.weightAt(timeMillis);
    double total = categoryWeight + PRIOR_WEIGHT;
    usualLog = (categoryWeight * inCategory.meanLog() + PRIOR_WEIGHT * norm.meanLog()) / total;
    double variance =
        (categoryWeight * inCategory.variance()
                + PRIOR_WEIGHT * norm.deviationLog() * norm.deviationLog())
            / total;
    deviation = Math.max(LEAST_DEVIATION, Math.sqrt(variance));
    hours = profile.hours();
    newMerchant = !profile.merchants().contains(StableHash.of(request.getMerchantId()));
    firstRequestMillis = profile.firstRequestMillis();
    requestsADay = requestsADay();
    confirmed = profile.confirmed().count();
    lastConfirmedMillis = profile.confirmed().lastMillis();
    boolean placed =
        request.getMerchantLatitude() != null && request.getMerchantLongitude() != null;
    homeKm = placed ? kmFromHome(profile.account(), request) : Double.NaN;
    windows = new RequestWindows(profile.recent(), request, categoryHash, placed);
    suspicions = new SuspicionWindows(profile.recent(), profile.suspected(), timeMillis);
  }

  private static double kmFromHome(CardAccount account, AuthorizationRequest request) {
    return Distance.km(
        account.latitude(),
        account.longitude(),
        request.getMerchantLatitude(),
        request.getMerchantLongitude());
  }

  private double requestsADay() {
    double days = (timeMillis - firstRequestMillis) / (double) RequestWindows.DAY;
    if (firstRequestMillis == Long.MIN_VALUE || days < 1) {
      return Double.NaN;
    }
    double halfLife = AmountHabit.HALF_LIFE_DAYS;
    double decayedDays = halfLife / LN_2 * (1 - StrictMath.exp(-LN_2 * days / halfLife));
    return overallWeight / decayedDays;
  }

  /** Days from an event time to this request; NaN for none. */
  double daysSince(long millis) {
    return millis == Long.MIN_VALUE
        ? Double.NaN
        : (timeMillis - millis) / (double) RequestWindows.DAY;
  }
}
