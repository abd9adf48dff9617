package io.cardbeam.pipeline.books;

import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.table.BooksLedgerTransfer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a card's ledger: what its account books, and of which a stream may not know yet. */
final class TransferRows {
  private final Set<String> requests;
  private final Bookkeeper bookkeeper;

  /**
   * @param requests ids of the card's requests
   * @param bookkeeper who knows how long a purchase waits for another one
   */
  TransferRows(Set<String> requests, Bookkeeper bookkeeper) {
    this.requests = requests;
    this.bookkeeper = bookkeeper;
  }

  /** Those of a card's events, each of which is there once. */
  List<SpecificRecord> of(List<Event> events) {
    Map<String, Instant> waits = waits(events);
    List<SpecificRecord> rows = new ArrayList<>();
    for (Event event : events) {
      if (event.type() == EventType.LEDGER_TRANSFER) {
        rows.add(of(event, waits.get(event.id())));
      }
    }
    return rows;
  }

  /** By transfer id, until when what may wait does. */
  private Map<String, Instant> waits(List<Event> events) {
    Transfers transfers = new Transfers();
    Map<String, Instant> waits = new HashMap<>();
    for (Event event : events) {
      MoneyEvent.of(event)
          .filter(Bookkeeper::waits)
          .filter(it -> !requests.contains(it.authorizationId()))
          .ifPresent(
              it ->
                  waits.put(
                      transfers.id(it.kind(), it.cardToken(), it.id()),
                      Instant.ofEpochMilli(bookkeeper.waitsUntil(it))));
    }
    return waits;
  }

  /** The row of a transfer of which nobody says that it may wait. */
  static BooksLedgerTransfer of(Event transfer) {
    return of(transfer, null);
  }

  private static BooksLedgerTransfer of(Event event, @Nullable Instant waitsUntil) {
    LedgerTransfer it = event.body(LedgerTransfer.class);
    return new BooksLedgerTransfer(
        it.getTransferId(),
        it.getCardToken(),
        it.getKind().name(),
        it.getEventId(),
        it.getState().name(),
        it.getDebit().name(),
        it.getCredit().name(),
        it.getAmountMinor(),
        it.getCurrency(),
        it.getPendingId(),
        it.getSubjectId(),
        it.getEventTime(),
        it.getEffectiveFrom(),
        it.getExpiresAt(),
        it.getToleratedMinor(),
        event.fingerprint(),
        waitsUntil);
  }
}
