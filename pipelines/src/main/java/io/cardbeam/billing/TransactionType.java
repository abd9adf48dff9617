package io.cardbeam.billing;

import io.cardbeam.event.ChargebackOutcome;

/**
 * The kinds of booking on a card's account: the ledger account that each debits, the one that it
 * credits, and where a statement shows it.
 */
public enum TransactionType {
  /** Adds to the balance. */
  PURCHASE(LedgerAccount.CARDHOLDER, LedgerAccount.SETTLEMENT, StatementSection.PURCHASES),
  /** Takes from it: the merchant gave the money back. */
  REFUND(LedgerAccount.SETTLEMENT, LedgerAccount.CARDHOLDER, StatementSection.CREDITS),
  /** Takes from it for the time being: the bank claims the money back from the merchant. */
  CHARGEBACK(LedgerAccount.DISPUTES, LedgerAccount.CARDHOLDER, StatementSection.CREDITS),
  /** Leaves it as it is: the merchant gave the money back, so that the credit stays. */
  CHARGEBACK_UPHELD(LedgerAccount.SETTLEMENT, LedgerAccount.DISPUTES, StatementSection.DISPUTES),
  /** Adds to it: the claim was rejected, so that the credit is taken back. */
  CHARGEBACK_REJECTED(LedgerAccount.CARDHOLDER, LedgerAccount.DISPUTES, StatementSection.DISPUTES),
  /** Takes from it: the cardholder paid. */
  PAYMENT(LedgerAccount.CASH, LedgerAccount.CARDHOLDER, StatementSection.CREDITS),
  /** Adds to it: a payment that was due did not come in time. */
  LATE_FEE(LedgerAccount.CARDHOLDER, LedgerAccount.FEE_INCOME, StatementSection.FEES),
  /** Adds to it: what the cycle's balances cost. */
  INTEREST(LedgerAccount.CARDHOLDER, LedgerAccount.INTEREST_INCOME, StatementSection.INTEREST);

  private final LedgerAccount debited;
  private final LedgerAccount credited;
  private final StatementSection section;

  TransactionType(LedgerAccount debited, LedgerAccount credited, StatementSection section) {
    this.debited = debited;
    this.credited = credited;
    this.section = section;
  }

  /** The kind of booking that decides a dispute. */
  public static TransactionType of(ChargebackOutcome outcome) {
    return outcome == ChargebackOutcome.UPHELD ? CHARGEBACK_UPHELD : CHARGEBACK_REJECTED;
  }

  /**
   * The amount with the sign that the cardholder owes it with; minor units in and out. It is 0 for
   * a booking that leaves the cardholder's account alone.
   */
  public long signed(long amountMinor) {
    if (debited == LedgerAccount.CARDHOLDER) {
      return amountMinor;
    }
    return credited == LedgerAccount.CARDHOLDER ? -amountMinor : 0;
  }

  /** The account whose side of the booking is above 0. */
  public LedgerAccount debited() {
    return debited;
  }

  /** The account whose side of the booking is below 0. */
  public LedgerAccount credited() {
    return credited;
  }

  /** Where a statement shows it. */
  public StatementSection section() {
    return section;
  }
}
