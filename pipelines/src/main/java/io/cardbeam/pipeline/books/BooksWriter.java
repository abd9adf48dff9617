package io.cardbeam.pipeline.books;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.Sleeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores calls, all of a list in one transaction, which is one call of {@code books.store_all}: at
 * a sixth of what a call each costs. Failures that pass are tried again, on another connection: the
 * pool does not give out one that broke.
 */
final class BooksWriter {
  static final String CALL = "CALL books.store_all(?, ?)";

  private static final Logger LOG = LoggerFactory.getLogger(BooksWriter.class);
  private static final String TEXT = "text";

  private final DataSource pool;

  /**
   * @param pool of connections that commit by themselves
   */
  BooksWriter(DataSource pool) {
    this.pool = pool;
  }

  /**
   * Stores them, or none of them.
   *
   * @throws SQLException if it can't be done, or not within {@link BooksRetry#MAX_RETRIES} more
   *     attempts and {@link BooksRetry#MAX_WAIT}
   * @throws IOException never by itself; of Beam's back-off
   */
  void store(List<BooksCall> calls) throws SQLException, IOException, InterruptedException {
    BackOff backOff = BooksRetry.backOff();
    while (true) {
      try (Connection connection = pool.getConnection()) {
        call(connection, calls);
        return;
      } catch (SQLException failure) {
        if (!BooksRetry.passes(failure) || !BackOffUtils.next(Sleeper.DEFAULT, backOff)) {
          throw failure;
        }
        LOG.warn("the books can't be written, once more: {}", failure.getMessage());
      }
    }
  }

  /** One attempt. */
  static void call(Connection connection, List<BooksCall> calls) throws SQLException {
    Array kinds = texts(connection, calls, call -> call.kind().name());
    Array documents = texts(connection, calls, BooksCall::document);
    try (PreparedStatement statement = connection.prepareStatement(CALL)) {
      statement.setArray(1, kinds);
      statement.setArray(2, documents);
      statement.execute();
    } finally {
      kinds.free();
      documents.free();
    }
  }

  private static Array texts(
      Connection connection, List<BooksCall> calls, Function<BooksCall, String> text)
      throws SQLException {
    return connection.createArrayOf(TEXT, calls.stream().map(text).toArray());
  }
}
