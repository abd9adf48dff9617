package io.cardbeam.star;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.table.FactLedgerTransfer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of a card's ledger, with the keys of the members that were valid at event time. */
final class LedgerRows {
  private final String cardToken;
  private final CardholderVersions holder;
  private final Set<String> requestIds;
  private final List<LedgerTransfer> transfers;
  private final Map<String, String> requestOfHold = new HashMap<>();
  private final TransferFlags flags;

  /**
   * The ledger of a card.
   *
   * @param requestIds ids of the card's requests, which are the authorizations one can join
   * @param transfers all of the card, each once
   * @param flags what they don't match
   */
  LedgerRows(
      String cardToken,
      CardholderVersions holder,
      Set<String> requestIds,
      List<LedgerTransfer> transfers,
      TransferFlags flags) {
    this.cardToken = cardToken;
    this.holder = holder;
    this.requestIds = requestIds;
    this.transfers = List.copyOf(transfers);
    this.flags = flags;
    for (LedgerTransfer transfer : transfers) {
      if (transfer.getKind() == TransferKind.HOLD) {
        requestOfHold.put(transfer.getTransferId(), transfer.getEventId());
      }
    }
  }

  /** A row for each transfer, in their order. */
  List<FactLedgerTransfer> rows() {
    return transfers.stream().map(this::row).toList();
  }

  private FactLedgerTransfer row(LedgerTransfer it) {
    Instant eventTime = it.getEventTime();
    return FactLedgerTransfer.newBuilder()
        .setLedgerTransferKey(SurrogateKey.ofTransfer(it.getKind(), cardToken, it.getEventId()))
        .setTransferId(it.getTransferId())
        .setTransferKind(it.getKind().name())
        .setTransferState(it.getState().name())
        .setEventId(it.getEventId())
        .setAuthorizationKey(authorizationKey(it))
        .setDateKey(CalendarKey.ofDate(eventTime))
        .setTimeOfDayKey(CalendarKey.ofTimeOfDay(eventTime))
        .setCustomerKey(holder.customerKeyAt(eventTime))
        .setAddressKey(holder.addressKeyAt(eventTime))
        .setCardKey(SurrogateKey.ofCard(cardToken))
        .setDebitAccount(it.getDebit().name())
        .setCreditAccount(it.getCredit().name())
        .setEventTime(eventTime)
        .setEffectiveFrom(it.getEffectiveFrom())
        .setExpiresAt(it.getExpiresAt())
        .setAmountMinor(it.getAmountMinor())
        .setOwedMinor(BookingRule.of(it.getKind()).owed(it.getAmountMinor()))
        .setCurrency(it.getCurrency())
        .setFlags(flags.of(it))
        .build();
  }

  private long authorizationKey(LedgerTransfer it) {
    String hold = it.getKind() == TransferKind.HOLD ? it.getTransferId() : it.getPendingId();
    String request = hold == null ? null : requestOfHold.get(hold);
    return request != null && requestIds.contains(request)
        ? SurrogateKey.ofAuthorization(cardToken, request)
        : SurrogateKey.UNKNOWN;
  }
}
