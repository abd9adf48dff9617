package io.cardbeam.account;

/**
 * An answered request that transactions may still name, or one whose reversal came before it.
 *
 * @param idHash {@link io.cardbeam.text.StableHash} of the request id
 * @param requestMillis event time of the request, milliseconds since 1970 UTC; of the reversal
 *     where the request has not come
 * @param expiresMillis event time from which its hold reserves nothing, milliseconds since 1970 UTC
 * @param amountMinor amount asked for, minor units
 * @param toleratedMinor up to how much its purchases may be in all, minor units
 * @param takenMinor what purchases and reversals that count already took of it, minor units; may be
 *     more than the amount
 * @param currency ISO 4217 code
 * @param status how it was answered
 */
public record OpenAuthorization(
    long idHash,
    long requestMillis,
    long expiresMillis,
    long amountMinor,
    long toleratedMinor,
    long takenMinor,
    String currency,
    Status status) {

  /** How a request was answered. */
  public enum Status {
    /** Its request has not come. */
    UNKNOWN,
    /** Declined or referred: nothing is reserved. */
    NOT_APPROVED,
    /** Its amount is reserved until it expires. */
    APPROVED
  }

  /** What is reserved at a time, minor units, 0 or more. */
  public long heldMinor(long timeMillis) {
    return status == Status.APPROVED && timeMillis < expiresMillis
        ? Math.max(0, amountMinor - takenMinor)
        : 0;
  }
}
