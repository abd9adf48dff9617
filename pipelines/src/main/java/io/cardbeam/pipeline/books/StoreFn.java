package io.cardbeam.pipeline.books;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Stores the calls of a bundle in as few transactions as can be. None waits longer than its bundle
 * lasts, which is the runner's to say, and a bundle has ended only when its calls are stored; one
 * that is done again stores them again, which changes nothing.
 *
 * <p>Beam's JdbcIO gathers the calls of a stream in state under a single key instead, so that one
 * worker writes them all, and each goes through that worker's state first.
 */
final class StoreFn extends DoFn<BooksCall, Void> {
  private static final long serialVersionUID = 1L;

  /** Most calls of a transaction. */
  static final int MAX_CALLS = 500;

  /** Characters of documents from which on they go out. */
  static final int FULL_CHARS = 4 << 20;

  private final BooksConnection connection;
  private transient @Nullable BooksWriter writer;
  private transient List<BooksCall> calls = new ArrayList<>();
  private transient long chars;

  StoreFn(BooksConnection connection) {
    this.connection = connection;
  }

  @Setup
  public void setUp() {
    writer = new BooksWriter(BooksPool.of(connection));
  }

  @StartBundle
  public void start() {
    calls = new ArrayList<>();
    chars = 0;
  }

  @ProcessElement
  public void process(@Element BooksCall call)
      throws SQLException, IOException, InterruptedException {
    calls.add(call);
    chars += call.document().length();
    if (calls.size() == MAX_CALLS || chars >= FULL_CHARS) {
      store();
    }
  }

  @FinishBundle
  public void finish() throws SQLException, IOException, InterruptedException {
    if (!calls.isEmpty()) {
      store();
    }
  }

  private void store() throws SQLException, IOException, InterruptedException {
    Objects.requireNonNull(writer, "not set up").store(calls);
    start();
  }
}
