package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CategoryHabit;
import io.cardbeam.profile.RecentRequest;
import io.cardbeam.profile.StableHash;
import java.util.concurrent.TimeUnit;

/** Reads a request's features off a profile, in one pass over the last 24 hours. */
final class FeatureReader {
  /** Largest amount that counts as a small one, such as thieves test cards with: minor units. */
  static final long SMALL_MINOR = 500;

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long HALF_HOUR = TimeUnit.MINUTES.toMillis(30);
  private static final long TEN_MINUTES = TimeUnit.MINUTES.toMillis(10);

  /** A card's own habit weighs as much as the category's norm after this many purchases. */
  private static final double PRIOR_WEIGHT = 5;

  /** Amounts that vary less than this are taken to vary by it: ln units. */
  private static final double LEAST_DEVIATION = 0.2;

  private final CardProfile profile;
  private final AuthorizationRequest request;
  private final Reference reference;
  private final long timeMillis;

  private int requests10Min;
  private int requests1Hour;
  private int requests24Hours;
  private int small30Min;
  private int suspected24Hours;
  private int newMerchants1Hour;
  private double travelKm;
  private double travelMinutes;
  private boolean travelFound;

  private FeatureReader(CardProfile profile, AuthorizationRequest request, Reference reference) {
    this.profile = profile;
    this.request = request;
    this.reference = reference;
    this.timeMillis = request.getEventTime().toEpochMilli();
  }

  /**
   * The features of a request.
   *
   * @param profile as of the request's event time
   */
  static RequestFeatures read(
      CardProfile profile, AuthorizationRequest request, Reference reference) {
    return new FeatureReader(profile, request, reference).read();
  }

  private RequestFeatures read() {
    profile.recent().forEachIn(timeMillis, DAY, this::count);
    CategoryNorm norm = reference.norm(request.getCategory());
    CategoryHabit habit = profile.categories().of(request.getCategory()).orElse(null);
    double weight = habit == null ? 0 : habit.weightAt(timeMillis);
    double mean = norm.meanLog();
    double variance = norm.deviationLog() * norm.deviationLog();
    if (habit != null) {
      double total = weight + PRIOR_WEIGHT;
      mean = (weight * habit.meanLog() + PRIOR_WEIGHT * mean) / total;
      double own = habit.weight() == 0 ? 0 : habit.squaredDeviation() / habit.weight();
      variance = (weight * own + PRIOR_WEIGHT * variance) / total;
    }
    double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(variance));
    double logAmount = StrictMath.log((double) request.getAmountMinor());
    return new RequestFeatures(
        request.getAmountMinor(),
        Math.max(1, Math.round(StrictMath.exp(mean))),
        (logAmount - mean) / deviation,
        profile.categories().weightAt(timeMillis),
        requests10Min,
        requests1Hour,
        requests24Hours,
        small30Min,
        suspected24Hours,
        newMerchants1Hour,
        !profile.merchants().contains(StableHash.of(request.getMerchantId())),
        profile.hours().shareAround(timeMillis),
        travelKm,
        travelMinutes);
  }

  private void count(RecentRequest recent) {
    long ago = timeMillis - recent.timeMillis();
    requests24Hours++;
    if (recent.outcome() != Outcome.APPROVED) {
      suspected24Hours++;
    }
    if (ago <= HOUR) {
      requests1Hour++;
      if (recent.newMerchant()) {
        newMerchants1Hour++;
      }
    }
    if (ago <= HALF_HOUR && recent.amountMinor() <= SMALL_MINOR) {
      small30Min++;
    }
    if (ago <= TEN_MINUTES) {
      requests10Min++;
    }
    if (!travelFound && recent.hasPlace() && requestHasPlace()) {
      travelFound = true;
      travelMinutes = ago / 60_000.0;
      travelKm =
          Distance.km(
              recent.latitude(),
              recent.longitude(),
              request.getMerchantLatitude(),
              request.getMerchantLongitude());
    }
  }

  private boolean requestHasPlace() {
    return request.getChannel() != Channel.ONLINE
        && request.getMerchantLatitude() != null
        && request.getMerchantLongitude() != null;
  }
}
