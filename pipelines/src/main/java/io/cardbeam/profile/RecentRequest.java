package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.text.StableHash;

/**
 * A request that a card's windows still see.
 *
 * @param timeMillis event time, milliseconds since 1970 UTC
 * @param idHash {@link StableHash} of the request id
 * @param amountMinor amount asked for, minor units
 * @param categoryHash {@link StableHash} of the merchant category
 * @param merchantHash {@link StableHash} of the merchant id
 * @param newMerchant whether the card had not asked there before
 * @param present whether the card itself was there, so that its place counts
 * @param latitude degrees north; NaN where not known
 * @param longitude degrees east; NaN where not known
 * @param outcome how it was answered
 * @param suspicion how suspicious the request was by itself
 */
public record RecentRequest(
    long timeMillis,
    long idHash,
    long amountMinor,
    long categoryHash,
    long merchantHash,
    boolean newMerchant,
    boolean present,
    double latitude,
    double longitude,
    Outcome outcome,
    Suspicion suspicion) {

  static RecentRequest of(
      AuthorizationRequest request,
      long merchantHash,
      boolean newMerchant,
      AuthorizationDecision decision) {
    Double latitude = request.getMerchantLatitude();
    Double longitude = request.getMerchantLongitude();
    return new RecentRequest(
        request.getEventTime().toEpochMilli(),
        StableHash.of(request.getRequestId()),
        request.getAmountMinor(),
        StableHash.of(request.getCategory()),
        merchantHash,
        newMerchant,
        request.getChannel() != Channel.ONLINE,
        latitude == null ? Double.NaN : latitude,
        longitude == null ? Double.NaN : longitude,
        decision.getOutcome(),
        Suspicion.of(decision));
  }

  /** Whether it stands before another in order of event time. */
  boolean isBefore(long otherTimeMillis, long otherIdHash) {
    return timeMillis != otherTimeMillis ? timeMillis < otherTimeMillis : idHash < otherIdHash;
  }
}
