package io.cardbeam.profile;

/**
 * Credit that an approval reserves until its purchase is posted.
 *
 * @param authorizationHash {@link StableHash} of the request id
 * @param remainingMinor what is not cleared or reversed yet, minor units
 * @param requestMillis event time of the request, milliseconds since 1970 UTC
 */
record Hold(long authorizationHash, long remainingMinor, long requestMillis) {
  /** How long a hold reserves credit and may be cleared, milliseconds: seven days. */
  static final long LIFE_MILLIS = 7L * 24 * 60 * 60 * 1000;

  /** How long a hold is kept, so that a purchase made in its life still finds it when posted. */
  static final long KEPT_MILLIS = LIFE_MILLIS + 2L * 24 * 60 * 60 * 1000;

  boolean reservesAt(long timeMillis) {
    return timeMillis < requestMillis + LIFE_MILLIS;
  }

  /** Whether it is forgotten. */
  boolean isPastAt(long timeMillis) {
    return requestMillis + KEPT_MILLIS <= timeMillis;
  }

  Hold less(long amountMinor) {
    return new Hold(authorizationHash, remainingMinor - amountMinor, requestMillis);
  }
}
