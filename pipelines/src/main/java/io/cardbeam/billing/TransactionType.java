package io.cardbeam.billing;

/**
 * The kinds of booking on a card's account: which way each moves what the cardholder owes, and the
 * account that has the other side of it.
 */
public enum TransactionType {
  /** Adds to the balance. */
  PURCHASE(1, LedgerAccount.SETTLEMENT, StatementSection.PURCHASES),
  /** Takes from it: the merchant gave the money back. */
  REFUND(-1, LedgerAccount.SETTLEMENT, StatementSection.CREDITS),
  /** Takes from it: the bank claims the money back from the merchant. */
  CHARGEBACK(-1, LedgerAccount.DISPUTES, StatementSection.CREDITS),
  /** Takes from it: the cardholder paid. */
  PAYMENT(-1, LedgerAccount.CASH, StatementSection.CREDITS),
  /** Adds to it: a payment that was due did not come in time. */
  LATE_FEE(1, LedgerAccount.FEE_INCOME, StatementSection.FEES),
  /** Adds to it: what the cycle's balances cost. */
  INTEREST(1, LedgerAccount.INTEREST_INCOME, StatementSection.INTEREST);

  private final int sign;
  private final LedgerAccount counterpart;
  private final StatementSection section;

  TransactionType(int sign, LedgerAccount counterpart, StatementSection section) {
    this.sign = sign;
    this.counterpart = counterpart;
    this.section = section;
  }

  /** The amount with the sign that the cardholder owes it with; minor units in and out. */
  public long signed(long amountMinor) {
    return sign * amountMinor;
  }

  /** The account beside the cardholder's. */
  public LedgerAccount counterpart() {
    return counterpart;
  }

  /** Where a statement shows it. */
  public StatementSection section() {
    return section;
  }
}
