package io.cardbeam.account;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/**
 * The terms of clearing in one version: how long holds reserve credit, how far purchases may go
 * above them, and what becomes of a transaction that does not match its authorization.
 *
 * @param version name of this version
 * @param effectiveFrom first day, UTC, of the requests and transactions that it holds for
 * @param holdLife how long after its request a hold reserves credit
 * @param holdLifeOf the same of categories that have another
 * @param tolerance how far purchases may go above the amount authorized
 * @param toleranceOf the same of categories that have another
 * @param aboveTolerance what becomes of a purchase above it
 * @param afterHold what becomes of a purchase that was made after its hold had expired
 * @param notApproved what becomes of a purchase whose request was declined or referred
 * @param withoutAuthorization what becomes of a purchase that names no request, or one that is not
 *     known ({@code force post})
 * @param withoutPurchase what becomes of a refund that names no purchase
 * @param patience how long after its own event time a purchase waits for the request that it names
 */
public record ClearingTerms(
    String version,
    LocalDate effectiveFrom,
    Duration holdLife,
    Map<String, Duration> holdLifeOf,
    Tolerance tolerance,
    Map<String, Tolerance> toleranceOf,
    Unmatched aboveTolerance,
    Unmatched afterHold,
    Unmatched notApproved,
    Unmatched withoutAuthorization,
    Unmatched withoutPurchase,
    Duration patience)
    implements Serializable {
  /** How long after a request a purchase on it may be made; a later one matches no request. */
  public static final Duration PRESENTED_WITHIN = Duration.ofDays(30);

  /** How long after a purchase its cardholder may dispute it. */
  public static final Duration DISPUTED_WITHIN = Duration.ofDays(120);

  /** Longest life of a hold. */
  public static final Duration MAX_HOLD_LIFE = PRESENTED_WITHIN;

  /** Longest that a purchase waits. */
  public static final Duration MAX_PATIENCE = Duration.ofDays(7);

  /** What becomes of a transaction that does not match. */
  public enum Unmatched {
    /** It is owed; readers of the ledger see that it does not match. */
    post,
    /** It goes to the exceptions, where people decide. */
    exception
  }

  /**
   * How far purchases may go above an authorized amount; the larger of both counts.
   *
   * @param percent of the amount authorized, 0 to 100
   * @param leastMinor what purchases may be in any case, minor units, 0 or more: a fuel pump asks
   *     for 1.00 and clears what was filled
   */
  public record Tolerance(long percent, long leastMinor) implements Serializable {
    private static final int HUNDRED = 100;

    public Tolerance {
      if (percent < 0 || percent > HUNDRED || leastMinor < 0) {
        throw new IllegalArgumentException(
            "no tolerance is " + percent + " percent and at least " + leastMinor);
      }
    }

    /** Up to how much purchases may be in all, minor units; rounded down. */
    public long toleratedMinor(long authorizedMinor) {
      long share =
          authorizedMinor / HUNDRED * percent + authorizedMinor % HUNDRED * percent / HUNDRED;
      return Math.max(leastMinor, authorizedMinor + share);
    }
  }

  public ClearingTerms {
    if (version.isBlank()) {
      throw new IllegalArgumentException("version is blank");
    }
    holdLifeOf = Map.copyOf(holdLifeOf);
    toleranceOf = Map.copyOf(toleranceOf);
    within("hold_days", holdLife, MAX_HOLD_LIFE);
    holdLifeOf.values().forEach(life -> within("hold_days_of", life, MAX_HOLD_LIFE));
    within("patience_hours", patience, MAX_PATIENCE);
  }

  private static void within(String name, Duration duration, Duration most) {
    if (duration.isNegative() || duration.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + duration.toHours() + " hours is not 0 to " + most.toHours());
    }
  }

  /** How long a hold of a category reserves credit. */
  public Duration holdLife(String category) {
    return holdLifeOf.getOrDefault(category, holdLife);
  }

  /** How far purchases of a category may go above the amount authorized. */
  public Tolerance tolerance(String category) {
    return toleranceOf.getOrDefault(category, tolerance);
  }

  /** A time so much later, at most the end of time: an absurd date must not wrap into the past. */
  public static long later(long millis, Duration by) {
    long later = millis + by.toMillis();
    return later < millis ? Long.MAX_VALUE : later;
  }
}
