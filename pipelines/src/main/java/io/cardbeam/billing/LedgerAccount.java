package io.cardbeam.billing;

/** The accounts of the issuer's ledger. What is owed to the issuer, and what it has, is above 0. */
public enum LedgerAccount {
  /** What the cardholder owes. */
  CARDHOLDER,
  /** What passes to merchants, and back from them, by way of the card network. */
  SETTLEMENT,
  /** What was credited while the bank claims it back from a merchant. */
  DISPUTES,
  /** What cardholders paid. */
  CASH,
  /** Fees that were earned. */
  FEE_INCOME,
  /** Interest that was earned. */
  INTEREST_INCOME
}
