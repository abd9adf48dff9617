package io.cardbeam.clearing;

/** Why a transaction is on nobody's bill. The names are stored: they don't change. */
public enum ExceptionCode {
  /** No answered request of that card and id came in time. */
  NO_AUTHORIZATION,
  /** The request was declined or referred. */
  NOT_APPROVED,
  /** The authorization is in another currency. */
  OTHER_CURRENCY,
  /** The amount is zero or negative. */
  BAD_AMOUNT,
  /** More than what is left of the authorized amount after earlier purchases. */
  ABOVE_AUTHORIZED,
  /** It happened after the hold's life. */
  HOLD_EXPIRED,
  /** The merchant had given up that part of the authorization. */
  REVERSED,
  /** The purchase that it gives back is not in the books. */
  NO_PURCHASE,
  /** More than what is left of the purchase after earlier refunds and chargebacks. */
  ABOVE_PURCHASE,
  /** The chargeback that it decides is not in the books. */
  NO_CHARGEBACK,
  /** The chargeback that it decides is of another purchase than it says. */
  OTHER_PURCHASE,
  /** More than what of the chargeback is undecided. */
  ABOVE_CHARGEBACK,
  /** It came longer after what it names than money is given back, or a chargeback decided. */
  TERM_EXPIRED,
  /** The authorization has more transactions than are kept track of. */
  TOO_MANY_TRANSACTIONS
}
