package io.cardbeam.wire;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;

/**
 * What a transfer must be beyond its schema before anything adds it up: an amount, two accounts,
 * and what goes with its kind.
 */
final class LedgerTransferChecks {
  private static final String CODE = "BAD_TRANSFER";

  private LedgerTransferChecks() {}

  static void check(LedgerTransfer transfer) throws UnreadableRecordException {
    FieldChecks.key(transfer.getEventId(), "NO_EVENT_ID", "event id");
    FieldChecks.amount(transfer.getAmountMinor(), transfer.getCurrency());
    TransferKind kind = transfer.getKind();
    if (transfer.getDebit() == transfer.getCredit()) {
      throw new UnreadableRecordException(
          CODE, "debit and credit are the same account, " + transfer.getDebit());
    }
    TransferState state = stateOf(kind);
    if (transfer.getState() != state) {
      throw new UnreadableRecordException(
          CODE, "state of a " + kind + " is " + transfer.getState() + ", not " + state);
    }
    boolean isHold = kind == TransferKind.HOLD;
    if ((transfer.getExpiresAt() != null) != isHold
        || (transfer.getToleratedMinor() != null) != isHold) {
      throw new UnreadableRecordException(
          CODE, "expires_at and tolerated_minor are there for a HOLD, and for no other kind");
    }
    if (transfer.getExpiresAt() != null
        && transfer.getExpiresAt().isBefore(transfer.getEventTime())) {
      throw new UnreadableRecordException(CODE, "expires_at is before event_time");
    }
    if (transfer.getToleratedMinor() != null
        && transfer.getToleratedMinor() < transfer.getAmountMinor()) {
      throw new UnreadableRecordException(CODE, "tolerated_minor is less than amount_minor");
    }
    if (transfer.getPendingId() != null
        && kind != TransferKind.PURCHASE
        && kind != TransferKind.REVERSAL) {
      throw new UnreadableRecordException(CODE, "pending_id is there for a " + kind);
    }
  }

  private static TransferState stateOf(TransferKind kind) {
    return switch (kind) {
      case HOLD -> TransferState.PENDING;
      case REVERSAL -> TransferState.VOIDED;
      default -> TransferState.POSTED;
    };
  }
}
