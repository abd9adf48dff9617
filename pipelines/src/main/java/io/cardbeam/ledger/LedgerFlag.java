package io.cardbeam.ledger;

/**
 * What a booked transaction does not match. It is owed all the same, and may be charged back. The
 * names are stored: they don't change.
 */
public enum LedgerFlag {
  /** A purchase that names no hold, or one that never was. */
  NO_AUTHORIZATION,
  /** A purchase in another currency than the hold that it names. */
  OTHER_CURRENCY,
  /** A purchase made after its hold had expired. */
  AFTER_HOLD,
  /** With this purchase the hold's purchases are more than its tolerance and reversals leave. */
  ABOVE_TOLERANCE,
  /** A refund or chargeback that names no purchase, or one that was not booked. */
  NO_PURCHASE,
  /** With this refund or chargeback more is given back than was bought. */
  ABOVE_PURCHASE,
  /** A resolution whose chargeback was not booked. */
  NO_CHARGEBACK,
  /** With this resolution more is decided than was charged back. */
  ABOVE_CHARGEBACK,
  /** A returned payment that was not booked. */
  NO_PAYMENT,
  /** With this return more came back than was paid. */
  ABOVE_PAYMENT
}
