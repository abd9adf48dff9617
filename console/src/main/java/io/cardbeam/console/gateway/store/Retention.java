package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Deletes what the gateway need not know any more: each hour, some rows at a time, so that what is
 * recorded between waits for no long transaction.
 */
final class Retention {
  /** How long an authorization and what followed it are known; as events may be no older. */
  static final Duration PAYMENTS = Duration.ofDays(400);

  /** How long an event can be fetched. */
  static final Duration EVENTS = Duration.ofDays(90);

  /** How often old rows are looked for. */
  static final Duration EVERY = Duration.ofHours(1);

  /** Most rows of a table that a step deletes. */
  static final int BATCH = 1_000;

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              PAYMENTS,
              """
              DELETE FROM gateway.card_authorization WHERE authorization_id IN (
                SELECT authorization_id FROM gateway.card_authorization
                WHERE asked_at < ? AND NOT needs_reversal ORDER BY asked_at LIMIT ?)
              """),
          new Rule(
              PAYMENTS,
              """
              DELETE FROM gateway.operation WHERE operation_id IN (
                SELECT operation_id FROM gateway.operation
                WHERE happened_at < ? ORDER BY happened_at LIMIT ?)
              """),
          new Rule(
              EVENTS,
              """
              DELETE FROM gateway.event WHERE event_seq IN (
                SELECT event_seq FROM gateway.event
                WHERE recorded_at < ? ORDER BY recorded_at LIMIT ?)
              """));

  private final InstantSource clock;
  private Instant due;

  private record Rule(Duration kept, String delete) {}

  /** Looks for old rows at once, and then each hour. */
  Retention(InstantSource clock) {
    this.clock = clock;
    this.due = clock.instant();
  }

  /**
   * If it is time, deletes at most {@link #BATCH} rows of each table; while there are more, it is
   * time again.
   *
   * @return how many rows it deleted
   */
  int step(Database database) throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return 0;
    }
    int all = 0;
    boolean more = false;
    for (Rule rule : RULES) {
      int deleted = database.transact(connection -> delete(connection, rule, now));
      all += deleted;
      more |= deleted == BATCH;
    }
    if (!more) {
      due = now.plus(EVERY);
    }
    return all;
  }

  private static int delete(Connection connection, Rule rule, Instant now) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(rule.delete())) {
      delete.setObject(1, RecordedBatch.utc(now.minus(rule.kept())));
      delete.setInt(2, BATCH);
      return delete.executeUpdate();
    }
  }
}
