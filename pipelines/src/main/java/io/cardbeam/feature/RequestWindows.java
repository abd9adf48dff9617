package io.cardbeam.feature;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.profile.RecentRequests;

/**
 * What a card's sliding windows {@code [t - w, t)} hold, gathered in one pass from the latest
 * request back; a request of the very instant t is not in them.
 */
final class RequestWindows {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Largest amount that counts as a small one, such as thieves test cards with: minor units. */
  static final long SMALL_MINOR = 500;

  private final long timeMillis;
  int count10Min;
  int count1Hour;
  int count24Hours;
  int count7Days;
  int small30Min;
  int newMerchants1Hour;
  int declined24Hours;
  long sum1Hour;
  long sum24Hours;
  long sum7Days;
  long categorySum24Hours;
  long most1Hour;
  long most24Hours;
  long most7Days;
  double minutesSince = Double.NaN;
  double kmSince = Double.NaN;
  double kmMinutes = Double.NaN;

  private final long categoryHash;
  private final double latitude;
  private final double longitude;
  private final boolean placed;

  RequestWindows(
      RecentRequests recent, AuthorizationRequest request, long categoryHash, boolean hasPlace) {
    timeMillis = request.getEventTime().toEpochMilli();
    this.categoryHash = categoryHash;
    placed = hasPlace && request.getChannel() != Channel.ONLINE;
    latitude = placed ? request.getMerchantLatitude() : Double.NaN;
    longitude = placed ? request.getMerchantLongitude() : Double.NaN;
    for (int i = recent.size() - 1; i >= 0; i--) {
      long ago = timeMillis - recent.timeMillis(i);
      if (ago > RecentRequests.KEPT_MILLIS) {
        break;
      }
      if (ago > 0) {
        count(recent, i, ago);
      }
    }
  }

  private void count(RecentRequests recent, int i, long ago) {
    long amount = recent.amountMinor(i);
    if (count7Days == 0) {
      minutesSince = ago / (double) MINUTE;
    }
    count7Days++;
    sum7Days += amount;
    most7Days = Math.max(most7Days, amount);
    if (ago <= DAY) {
      count24Hours++;
      sum24Hours += amount;
      most24Hours = Math.max(most24Hours, amount);
      categorySum24Hours += recent.categoryHash(i) == categoryHash ? amount : 0;
      declined24Hours += recent.outcome(i) == Outcome.DECLINED ? 1 : 0;
      count10Min += ago <= 10 * MINUTE ? 1 : 0;
      small30Min += ago <= 30 * MINUTE && amount <= SMALL_MINOR ? 1 : 0;
    }
    if (ago <= HOUR) {
      count1Hour++;
      sum1Hour += amount;
      most1Hour = Math.max(most1Hour, amount);
      newMerchants1Hour += recent.isAtNewMerchant(i) ? 1 : 0;
    }
    travel(recent, i, ago);
  }

  private void travel(RecentRequests recent, int i, long ago) {
    if (placed && Double.isNaN(kmSince) && recent.hasPlace(i)) {
      kmMinutes = ago / (double) MINUTE;
      kmSince = Distance.km(recent.latitude(i), recent.longitude(i), latitude, longitude);
    }
  }
}
