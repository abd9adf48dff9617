package io.cardbeam.local;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
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
 * What the books hold of a file, found by looking up every row's request and finding there: a count
 * of theirs alone would also count what was there before.
 *
 * @param requests rows whose request is stored with its decision
 * @param approved of these, rows that were approved
 * @param purchases of the approved, rows whose purchase is stored
 * @param findings rows whose label came back and is stored
 */
record StoredRows(long requests, long approved, long purchases, long findings) {
  private static final StoredRows NONE = new StoredRows(0, 0, 0, 0);
  private static final int BATCH = 2_000;

  /** Rows, not requests, as a file may name one twice: hence the join with what is asked for. */
  private static final String LOOK_UP_REQUESTS =
      """
      SELECT count(d.authorization_id),
             count(d.authorization_id) FILTER (WHERE d.outcome = 'APPROVED'),
             count(d.authorization_id) FILTER (WHERE d.outcome = 'APPROVED' AND EXISTS (
                 SELECT 1 FROM books.purchase p
                 WHERE p.request_key = r.request_key AND p.card_id = r.card_id))
      FROM unnest(?::text[], ?::text[]) AS asked (request_key, card_token)
      JOIN books.card USING (card_token)
      JOIN books.authorization_request r USING (request_key, card_id)
      JOIN books.authorization_decision d USING (authorization_id)
      """;

  private static final String LOOK_UP_FINDINGS =
      """
      SELECT count(*) FROM unnest(?::text[], ?::text[]) AS asked (finding_key, card_token)
      JOIN books.card USING (card_token)
      JOIN books.fraud_finding USING (finding_key, card_id)
      """;

  static StoredRows of(Path file, CardTokenizer tokenizer, FileReading how, BooksConnection books)
      throws IOException {
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        PreparedStatement requests = connection.prepareStatement(LOOK_UP_REQUESTS);
        PreparedStatement findings = connection.prepareStatement(LOOK_UP_FINDINGS);
        RowSource source = RowFiles.open(file, how.columns().options())) {
      Rows rows =
          new Rows(
              new LookUp(connection, requests, StoredRows::ofRequests),
              new LookUp(connection, findings, StoredRows::ofFindings));
      new CsvFile(file.getFileName().toString(), tokenizer, how).read(source, rows);
      return rows.all();
    } catch (SQLException e) {
      throw new IOException("the books can't be read: " + e.getMessage(), e);
    } catch (UncheckedSqlException e) {
      throw new IOException("the books can't be read: " + e.getMessage(), e);
    }
  }

  private static StoredRows ofRequests(ResultSet counts) throws SQLException {
    return new StoredRows(counts.getLong(1), counts.getLong(2), counts.getLong(3), 0);
  }

  private static StoredRows ofFindings(ResultSet counts) throws SQLException {
    return new StoredRows(0, 0, 0, counts.getLong(1));
  }

  private StoredRows plus(StoredRows other) {
    return new StoredRows(
        requests + other.requests,
        approved + other.approved,
        purchases + other.purchases,
        findings + other.findings);
  }

  private static final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException e) {
      super(e.getMessage(), e);
    }
  }

  private static final class Rows implements CsvFile.Receiver {
    private final LookUp requests;
    private final LookUp findings;

    Rows(LookUp requests, LookUp findings) {
      this.requests = requests;
      this.findings = findings;
    }

    @Override
    public void event(Event event) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        requests.add(event);
      } else if (event.type() == EventType.FRAUD_FINDING) {
        findings.add(event);
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      // Not in the books.
    }

    StoredRows all() {
      return requests.all().plus(findings.all());
    }
  }

  /** What a row of counts means. */
  private interface Counts {
    StoredRows read(ResultSet counts) throws SQLException;
  }

  /** Asks for ids of cards, a batch at a time, and adds up what is found. */
  private static final class LookUp {
    private final Connection connection;
    private final PreparedStatement query;
    private final Counts counts;
    private final List<String> ids = new ArrayList<>(BATCH);
    private final List<String> cards = new ArrayList<>(BATCH);
    private StoredRows found = NONE;

    LookUp(Connection connection, PreparedStatement query, Counts counts) {
      this.connection = connection;
      this.query = query;
      this.counts = counts;
    }

    void add(Event event) {
      ids.add(event.id());
      cards.add(event.cardToken());
      if (ids.size() == BATCH) {
        ask();
      }
    }

    StoredRows all() {
      ask();
      return found;
    }

    private void ask() {
      try {
        Array keys = connection.createArrayOf("text", ids.toArray());
        Array tokens = connection.createArrayOf("text", cards.toArray());
        query.setArray(1, keys);
        query.setArray(2, tokens);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          found = found.plus(counts.read(row));
        }
        keys.free();
        tokens.free();
        ids.clear();
        cards.clear();
      } catch (SQLException e) {
        throw new UncheckedSqlException(e);
      }
    }
  }
}
