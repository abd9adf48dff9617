package io.cardbeam.local;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.CsvInput;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the books hold of a file, found by looking up every row's request there: a count of theirs
 * alone would also count what was there before.
 *
 * @param requests rows whose request is stored with its decision
 * @param approved of these, rows that were approved
 * @param purchases of the approved, rows whose purchase is stored
 */
record StoredRows(long requests, long approved, long purchases) {
  private static final int BATCH = 2_000;

  /** Rows, not requests, as a file may name one twice: hence the join with what is asked for. */
  private static final String LOOK_UP =
      """
      SELECT count(d.authorization_id),
             count(d.authorization_id) FILTER (WHERE d.outcome = 'APPROVED'),
             count(d.authorization_id) FILTER (WHERE d.outcome = 'APPROVED' AND EXISTS (
                 SELECT 1 FROM books.purchase p WHERE p.authorization_id = d.authorization_id))
      FROM unnest(?::text[]) AS asked (request_key)
      JOIN books.authorization_request r USING (request_key)
      JOIN books.authorization_decision d USING (authorization_id)
      """;

  static StoredRows of(Path file, CardTokenizer tokenizer, BooksConnection books)
      throws IOException {
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        PreparedStatement lookUp = connection.prepareStatement(LOOK_UP);
        InputStream in = CsvInput.open(file)) {
      Rows rows = new Rows(connection, lookUp);
      new CsvFile(file.getFileName().toString(), tokenizer).read(in, rows);
      return rows.all();
    } catch (SQLException e) {
      throw new IOException("the books can't be read: " + e.getMessage(), e);
    } catch (UncheckedSqlException e) {
      throw new IOException("the books can't be read: " + e.getMessage(), e);
    }
  }

  private StoredRows plus(StoredRows other) {
    return new StoredRows(
        requests + other.requests, approved + other.approved, purchases + other.purchases);
  }

  private static final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException e) {
      super(e.getMessage(), e);
    }
  }

  private static final class Rows implements CsvFile.Receiver {
    private final Connection connection;
    private final PreparedStatement lookUp;
    private final List<String> asked = new ArrayList<>(BATCH);
    private StoredRows found = new StoredRows(0, 0, 0);

    Rows(Connection connection, PreparedStatement lookUp) {
      this.connection = connection;
      this.lookUp = lookUp;
    }

    @Override
    public void event(Event event) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        return;
      }
      asked.add(event.id());
      if (asked.size() == BATCH) {
        ask();
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      // Not in the books.
    }

    StoredRows all() {
      ask();
      return found;
    }

    private void ask() {
      try {
        Array keys = connection.createArrayOf("text", asked.toArray());
        lookUp.setArray(1, keys);
        try (ResultSet counts = lookUp.executeQuery()) {
          counts.next();
          found =
              found.plus(new StoredRows(counts.getLong(1), counts.getLong(2), counts.getLong(3)));
        }
        keys.free();
        asked.clear();
      } catch (SQLException e) {
        throw new UncheckedSqlException(e);
      }
    }
  }
}
