package io.cardbeam.billing;

/** The kinds of cleared transaction, and which way each moves what the cardholder owes. */
public enum TransactionType {
  /** Adds to the balance. */
  PURCHASE(1),
  /** Takes from it: the merchant gave the money back. */
  REFUND(-1),
  /** Takes from it: the bank took the money back from the merchant. */
  CHARGEBACK(-1),
  /** Takes from it: the cardholder paid. */
  PAYMENT(-1);

  private final int sign;

  TransactionType(int sign) {
    this.sign = sign;
  }

  /** The amount with the sign that the cardholder owes it with; minor units in and out. */
  public long signed(long amountMinor) {
    return sign * amountMinor;
  }
}
