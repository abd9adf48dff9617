package io.cardbeam.billing;

/** The groups of lines on a statement, in their order, as 12 CFR 1026.7(b) wants them. */
public enum StatementSection {
  /** What was bought. */
  PURCHASES,
  /** Payments, refunds and chargebacks. */
  CREDITS,
  /** Payments that came back: they are owed again. */
  RETURNED_PAYMENTS,
  /** Disputes that were decided: what they credited stays, or is taken back. */
  DISPUTES,
  /** Fees. */
  FEES,
  /** Interest. */
  INTEREST
}
