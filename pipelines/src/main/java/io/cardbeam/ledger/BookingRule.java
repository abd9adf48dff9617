package io.cardbeam.ledger;

import static io.cardbeam.event.LedgerAccount.CARDHOLDER;
import static io.cardbeam.event.LedgerAccount.CASH;
import static io.cardbeam.event.LedgerAccount.DISPUTES;
import static io.cardbeam.event.LedgerAccount.SETTLEMENT;
import static io.cardbeam.event.TransferState.PENDING;
import static io.cardbeam.event.TransferState.POSTED;
import static io.cardbeam.event.TransferState.VOIDED;

import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;

/**
 * How transfers of a kind are booked.
 *
 * @param debit account that is debited
 * @param credit account that is credited
 * @param state of its transfers
 * @param takesHold whether its amount comes out of the hold that its event names
 */
public record BookingRule(
    LedgerAccount debit, LedgerAccount credit, TransferState state, boolean takesHold) {

  private static final BookingRule HOLD = new BookingRule(CARDHOLDER, SETTLEMENT, PENDING, false);
  private static final BookingRule PURCHASE = new BookingRule(CARDHOLDER, SETTLEMENT, POSTED, true);
  private static final BookingRule REVERSAL = new BookingRule(CARDHOLDER, SETTLEMENT, VOIDED, true);
  private static final BookingRule REFUND = posted(SETTLEMENT, CARDHOLDER);
  private static final BookingRule CHARGEBACK = posted(DISPUTES, CARDHOLDER);
  private static final BookingRule CHARGEBACK_UPHELD = posted(SETTLEMENT, DISPUTES);
  private static final BookingRule CHARGEBACK_REJECTED = posted(CARDHOLDER, DISPUTES);
  private static final BookingRule PAYMENT = posted(CASH, CARDHOLDER);
  private static final BookingRule PAYMENT_RETURNED = posted(CARDHOLDER, CASH);

  /** The rule of a kind. */
  public static BookingRule of(TransferKind kind) {
    return switch (kind) {
      case HOLD -> HOLD;
      case PURCHASE -> PURCHASE;
      case REVERSAL -> REVERSAL;
      case REFUND -> REFUND;
      case CHARGEBACK -> CHARGEBACK;
      case CHARGEBACK_UPHELD -> CHARGEBACK_UPHELD;
      case CHARGEBACK_REJECTED -> CHARGEBACK_REJECTED;
      case PAYMENT -> PAYMENT;
      case PAYMENT_RETURNED -> PAYMENT_RETURNED;
    };
  }

  private static BookingRule posted(LedgerAccount debit, LedgerAccount credit) {
    return new BookingRule(debit, credit, POSTED, false);
  }

  /**
   * What a transfer adds to what the cardholder owes; below 0 where it takes from it, 0 where it
   * moves nothing, or leaves the cardholder's account alone. Minor units in and out.
   */
  public long owed(long amountMinor) {
    if (state != POSTED) {
      return 0;
    }
    if (debit == CARDHOLDER) {
      return amountMinor;
    }
    return credit == CARDHOLDER ? -amountMinor : 0;
  }
}
