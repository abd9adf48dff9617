package io.cardbeam.star;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.ledger.LedgerFlags;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the transfers of a card don't match, as names of {@link LedgerFlag}, joined by commas. */
final class TransferFlags {
  private static final String SEPARATOR = ",";

  private final Transfers ids = new Transfers();
  private final Map<String, Set<LedgerFlag>> byTransfer;

  private TransferFlags(Map<String, Set<LedgerFlag>> byTransfer) {
    this.byTransfer = byTransfer;
  }

  /**
   * The flags of a card.
   *
   * @param transfers all of its ledger, each once, in any order
   */
  static TransferFlags of(Collection<LedgerTransfer> transfers) {
    return new TransferFlags(LedgerFlags.of(transfers));
  }

  /** Those of one of the transfers; empty if it matches. */
  String of(LedgerTransfer transfer) {
    return text(transfer.getTransferId());
  }

  /** Those of the transfer that booked a transaction; empty if it matches. */
  String of(MoneyEvent event) {
    return byTransfer.isEmpty()
        ? "" // Mostly so, and a hash costs more than the look.
        : text(ids.id(event.kind(), event.cardToken(), event.id()));
  }

  private String text(String transferId) {
    return byTransfer.getOrDefault(transferId, Set.of()).stream()
        .map(LedgerFlag::name)
        .collect(Collectors.joining(SEPARATOR));
  }
}
