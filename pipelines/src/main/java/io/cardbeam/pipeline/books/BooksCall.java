package io.cardbeam.pipeline.books;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * An event for the database's entry points, {@code books.store_all} and {@code books.store}.
 *
 * @param kind name of the event's kind there
 * @param document the event with what it refers to, as JSON
 */
record BooksCall(Kind kind, String document) {

  /** The kinds that {@code books.store} knows, by name. */
  enum Kind {
    CARD_UPDATE,
    AUTHORIZATION,
    PURCHASE,
    REVERSAL,
    REFUND,
    CHARGEBACK,
    CHARGEBACK_RESOLUTION,
    PAYMENT,
    PAYMENT_RETURNED,
    EXCEPTION,
    FRAUD_FINDING,
    CONFLICT,
    STATEMENT,
    LEDGER_TRANSFER
  }

  /** Calls between the steps of a pipeline. */
  static final class CallCoder extends AtomicCoder<BooksCall> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(BooksCall call, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(call.kind().name(), out);
      StringUtf8Coder.of().encode(call.document(), out);
    }

    @Override
    public BooksCall decode(InputStream in) throws IOException {
      Kind kind = Kind.valueOf(StringUtf8Coder.of().decode(in));
      return new BooksCall(kind, StringUtf8Coder.of().decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // Two strings.
    }
  }
}
