package io.cardbeam.ledger;

/** Why a transaction is not booked. The names are stored: they don't change. */
public enum ExceptionCode {
  /** It names no request, or none of that card that came in time. */
  NO_AUTHORIZATION,
  /** The request was declined or referred. */
  NOT_APPROVED,
  /** The authorization is in another currency. */
  OTHER_CURRENCY,
  /** More than the terms tolerate above the authorized amount. */
  ABOVE_AUTHORIZED,
  /** It happened after the hold had expired. */
  HOLD_EXPIRED,
  /** A refund that names no purchase. */
  NO_PURCHASE,
  /** The balance would go beyond what an account can have. */
  ABOVE_BALANCE
}
