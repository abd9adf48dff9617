package io.cardbeam.clearing;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.util.OptionalLong;

/**
 * What clearing needs to know of an answered request.
 *
 * @param id the request's id, which every transaction on it names
 * @param cardToken card it was asked for
 * @param requestedAtMillis event time of the request, milliseconds since 1970 UTC; the hold's life
 *     begins here
 * @param amountMinor amount asked for, minor units
 * @param currency ISO 4217 code
 * @param approved whether the answer was yes; a referral is no yes
 * @param fingerprint of what the request says; none where its decision is of a version that had
 *     none
 */
public record Authorization(
    String id,
    String cardToken,
    long requestedAtMillis,
    long amountMinor,
    String currency,
    boolean approved,
    OptionalLong fingerprint) {

  /** A request with its answer. */
  public static Authorization of(AuthorizationRequest request, AuthorizationDecision decision) {
    return new Authorization(
        request.getRequestId(),
        request.getCardToken(),
        request.getEventTime().toEpochMilli(),
        request.getAmountMinor(),
        request.getCurrency(),
        decision.getOutcome() == Outcome.APPROVED,
        fingerprint(decision));
  }

  private static OptionalLong fingerprint(AuthorizationDecision decision) {
    Long print = decision.getRequestFingerprint();
    return print == null ? OptionalLong.empty() : OptionalLong.of(print);
  }
}
