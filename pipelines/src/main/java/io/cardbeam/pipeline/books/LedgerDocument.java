package io.cardbeam.pipeline.books;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.pipeline.books.BooksCall.Kind;
import io.cardbeam.wire.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Transfers as the documents that {@code books.store_ledger_transfers} takes apart. */
final class LedgerDocument {
  private LedgerDocument() {}

  static BooksCall of(LedgerTransfer transfer) {
    ObjectNode part =
        JsonNodeFactory.instance
            .objectNode()
            .put("transfer_id", transfer.getTransferId())
            .put("card_token", transfer.getCardToken())
            .put("kind", transfer.getKind().name())
            .put("event_id", transfer.getEventId())
            .put("state", transfer.getState().name())
            .put("debit", transfer.getDebit().name())
            .put("credit", transfer.getCredit().name())
            .put("amount_minor", transfer.getAmountMinor())
            .put("currency", transfer.getCurrency())
            .put("pending_id", transfer.getPendingId())
            .put("subject_id", transfer.getSubjectId())
            .put("event_time", transfer.getEventTime().toString())
            .put("effective_from", transfer.getEffectiveFrom().toString())
            .put("expires_at", text(transfer.getExpiresAt()))
            .put("tolerated_minor", transfer.getToleratedMinor())
            .put("content_fingerprint", Event.of(transfer).fingerprint());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("transfer", part);
    return new BooksCall(Kind.LEDGER_TRANSFER, document.toString());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
