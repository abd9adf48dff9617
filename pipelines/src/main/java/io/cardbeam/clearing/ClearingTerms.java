package io.cardbeam.clearing;

import java.io.Serializable;
import java.time.Duration;

/**
 * The times of clearing.
 *
 * @param holdLife how long after the request a purchase may take the hold
 * @param creditTerm how long after a purchase it may be refunded or charged back, and after a
 *     chargeback decided
 * @param patience how long after its own event time a transaction waits for the authorization,
 *     purchase or chargeback that it names
 * @param lateness how much later than in order a transaction may arrive and still find what it
 *     names; it costs memory, not time
 */
public record ClearingTerms(
    Duration holdLife, Duration creditTerm, Duration patience, Duration lateness)
    implements Serializable {

  /** Seven days of hold, 120 days to give back, a day to wait, 30 days of disorder. */
  public static final ClearingTerms STANDARD =
      new ClearingTerms(
          Duration.ofDays(7), Duration.ofDays(120), Duration.ofDays(1), Duration.ofDays(30));

  public ClearingTerms {
    if (holdLife.isNegative()
        || creditTerm.isNegative()
        || patience.isNegative()
        || lateness.isNegative()) {
      throw new IllegalArgumentException("a term of clearing is negative");
    }
  }

  /** A time so much later, at most the end of time: an absurd date must not wrap into the past. */
  static long later(long millis, Duration by) {
    long later = millis + by.toMillis();
    return later < millis ? Long.MAX_VALUE : later;
  }
}
