package io.cardbeam.billing;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;
import io.cardbeam.ledger.BookingRule;

/**
 * The kinds of booking on a card's account, each with its rule, and where a statement shows it.
 * What follows from an event of the card is booked as the ledger books it.
 */
public enum TransactionType {
  /** Adds to the balance. */
  PURCHASE(TransferKind.PURCHASE, StatementSection.PURCHASES),
  /** Takes from it: the merchant gave the money back. */
  REFUND(TransferKind.REFUND, StatementSection.CREDITS),
  /** Takes from it for the time being: the bank claims the money back from the merchant. */
  CHARGEBACK(TransferKind.CHARGEBACK, StatementSection.CREDITS),
  /** Leaves it as it is: the merchant gave the money back, so that the credit stays. */
  CHARGEBACK_UPHELD(TransferKind.CHARGEBACK_UPHELD, StatementSection.DISPUTES),
  /** Adds to it: the claim was rejected, so that it is owed again. */
  CHARGEBACK_REJECTED(TransferKind.CHARGEBACK_REJECTED, StatementSection.DISPUTES),
  /** Takes from it: the cardholder paid. */
  PAYMENT(TransferKind.PAYMENT, StatementSection.CREDITS),
  /** Adds to it: a payment came back, so that it is owed again. */
  PAYMENT_RETURNED(TransferKind.PAYMENT_RETURNED, StatementSection.RETURNED_PAYMENTS),
  /** Adds to it: a payment that was due did not come in time. */
  LATE_FEE(LedgerAccount.FEE_INCOME, StatementSection.FEES),
  /** Adds to it: what the cycle's balances cost. */
  INTEREST(LedgerAccount.INTEREST_INCOME, StatementSection.INTEREST);

  // A record of enums: immutable in fact, though not marked so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BookingRule rule;

  private final StatementSection section;

  TransactionType(TransferKind kind, StatementSection section) {
    this(BookingRule.of(kind), section);
  }

  /** What the bank charges itself. */
  TransactionType(LedgerAccount income, StatementSection section) {
    this(new BookingRule(LedgerAccount.CARDHOLDER, income, TransferState.POSTED, false), section);
  }

  TransactionType(BookingRule rule, StatementSection section) {
    this.rule = rule;
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
    return rule.owed(amountMinor);
  }

  /** The account whose side of the booking is above 0. */
  public LedgerAccount debited() {
    return rule.debit();
  }

  /** The account whose side of the booking is below 0. */
  public LedgerAccount credited() {
    return rule.credit();
  }

  /** Where a statement shows it. */
  public StatementSection section() {
    return section;
  }
}
