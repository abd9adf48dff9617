package io.cardbeam.console.outbox;

import io.cardbeam.console.database.Query;
import io.cardbeam.wire.Topic;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Rows of {@code outbox.record}. */
public final class OutboxTable {
  /** How long a record is kept after it was sent; one that was not is kept. */
  static final Duration SENT = Duration.ofDays(90);

  static final String DELETE_SENT =
      """
      DELETE FROM outbox.record WHERE seq IN (
        SELECT seq FROM outbox.record WHERE sent_at < ? ORDER BY sent_at LIMIT ?)
      """;
  private static final String ADD =
      """
      INSERT INTO outbox.record (origin, topic, record_key, event_time, value)
      VALUES (?, ?, ?, ?, ?)
      """;
  private static final String DUE =
      """
      SELECT seq, topic, record_key, event_time, value FROM outbox.record
      WHERE sent_at IS NULL ORDER BY seq LIMIT ?
      """;
  private static final String SET_SENT = "UPDATE outbox.record SET sent_at = ? WHERE seq = ANY (?)";
  private static final String UNSENT_OF =
      "SELECT count(*) AS records FROM outbox.record WHERE origin = ? AND sent_at IS NULL";
  private static final String BACKLOG =
      """
      SELECT count(*) AS records,
             coalesce(extract(epoch FROM clock_timestamp() - min(made_at)), 0) AS oldest_seconds
      FROM outbox.record WHERE sent_at IS NULL
      """;

  private OutboxTable() {}

  /** A record that Kafka does not have yet, or is not known to have. */
  record Due(long seq, OutgoingRecord record) {}

  /** How many are due, and the age of the oldest. */
  record Backlog(long records, double oldestSeconds) {}

  /**
   * Writes down what is to be sent, in the transaction of what causes it. Records of one key go out
   * in the order in which they were written if their writers wait for one another, as those do who
   * lock what they change.
   *
   * @param origin what causes them, by which {@link #unsent} finds them
   */
  public static void add(Connection connection, String origin, List<OutgoingRecord> records)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      for (OutgoingRecord record : records) {
        add.setString(1, origin);
        add.setString(2, record.topic().name());
        add.setString(3, record.key());
        add.setObject(4, record.time().atOffset(ZoneOffset.UTC));
        add.setBytes(5, record.bytes());
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  /** How many records of an origin are not sent yet. */
  public static long unsent(Connection connection, String origin) throws SQLException {
    return new Query(UNSENT_OF)
        .with(origin)
        .first(connection, row -> row.getLong("records"))
        .orElseThrow();
  }

  static List<Due> due(Connection connection, int most) throws SQLException {
    return new Query(DUE)
        .with(most)
        .list(
            connection,
            row ->
                new Due(
                    row.getLong("seq"),
                    new OutgoingRecord(
                        Topic.valueOf(row.getString("topic")),
                        row.getString("record_key"),
                        Query.time(row, "event_time").orElseThrow(),
                        ByteBuffer.wrap(row.getBytes("value")))));
  }

  static void setSent(Connection connection, List<Long> sent, Instant now) throws SQLException {
    new Query(SET_SENT)
        .with(now)
        .with(connection.createArrayOf("bigint", sent.toArray()))
        .update(connection);
  }

  static Backlog backlog(Connection connection) throws SQLException {
    return new Query(BACKLOG)
        .first(
            connection, row -> new Backlog(row.getLong("records"), row.getDouble("oldest_seconds")))
        .orElseThrow();
  }
}
