package io.cardbeam.pipeline.books;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ListCoder;

/**
 * Calls that are one: {@code books.store_all} stores them in one transaction, and those of
 * authorizations and purchases as sets, at about a tenth of the cost of a call each.
 *
 * @param calls in the order in which they came
 */
record BooksBatch(List<BooksCall> calls) {

  /** The call, of two arrays. */
  static final String CALL = "CALL books.store_all(?, ?)";

  BooksBatch {
    calls = List.copyOf(calls);
  }

  void bind(PreparedStatement statement) throws SQLException {
    String[] kinds = calls.stream().map(call -> call.kind().name()).toArray(String[]::new);
    String[] documents = calls.stream().map(BooksCall::document).toArray(String[]::new);
    statement.setArray(1, statement.getConnection().createArrayOf("text", kinds));
    statement.setArray(2, statement.getConnection().createArrayOf("text", documents));
  }

  /** Batches between the steps of a pipeline. */
  static final class BatchCoder extends AtomicCoder<BooksBatch> {
    private static final long serialVersionUID = 1L;
    private static final ListCoder<BooksCall> CALLS = ListCoder.of(new BooksCall.CallCoder());

    @Override
    public void encode(BooksBatch batch, OutputStream out) throws IOException {
      CALLS.encode(batch.calls(), out);
    }

    @Override
    public BooksBatch decode(InputStream in) throws IOException {
      return new BooksBatch(CALLS.decode(in));
    }

    @Override
    public void verifyDeterministic() {
      // A list of strings.
    }
  }
}
