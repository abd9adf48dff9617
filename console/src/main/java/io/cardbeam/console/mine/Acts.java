package io.cardbeam.console.mine;

import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.outbox.OutboxTable;
import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of {@code mine.act}. Whoever acts on a subject holds a lock on it to the end of the
 * transaction, so that the same act twice at once is one.
 */
final class Acts {
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
  private static final String LATEST =
      """
      SELECT turn, said, amount_minor, acted_at FROM mine.act
      WHERE card_token = ? AND kind = ? AND subject_key = ? ORDER BY turn DESC LIMIT 1
      """;
  private static final String INSERT =
      """
      INSERT INTO mine.act (act_id, user_id, card_token, kind, subject_key, turn, acted_at, said,
                            amount_minor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private Acts() {}

  /** Who acts. */
  record Actor(long userId, By by) {}

  /** Lets nobody else act on this subject until the transaction ends. */
  static void lock(Connection connection, Act.Kind kind, OwnCard card, String subject)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setString(1, kind + "/" + card.token() + "/" + subject);
      lock.execute();
    }
  }

  /** The latest act on a subject. */
  static Optional<Act> latest(Connection connection, Act.Kind kind, OwnCard card, String subject)
      throws SQLException {
    return new Query(LATEST)
        .withAll(List.of(card.token(), kind.name(), subject))
        .first(
            connection,
            row ->
                new Act(
                    kind,
                    card.token(),
                    subject,
                    row.getInt("turn"),
                    row.getString("said"),
                    Optional.ofNullable(row.getObject("amount_minor", Long.class)),
                    Query.time(row, "acted_at").orElseThrow()));
  }

  /**
   * Writes an act down with what is to be sent, and in the audit trail: the last thing to do in a
   * transaction.
   *
   * @throws RefusedException if there were too many on its subject, or the stream would refuse it
   */
  static void add(
      Connection connection,
      Actor actor,
      Act act,
      String detail,
      List<? extends SpecificRecord> events)
      throws SQLException, RefusedException {
    if (act.turn() > Act.MAX_TURNS) {
      throw new RefusedException(
          ProblemType.CONFLICT,
          "This was done " + Act.MAX_TURNS + " times already. Please call your bank.");
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, act.id());
      insert.setLong(2, actor.userId());
      insert.setString(3, act.cardToken());
      insert.setString(4, act.kind().name());
      insert.setString(5, act.subject());
      insert.setInt(6, act.turn());
      insert.setObject(7, act.at().atOffset(ZoneOffset.UTC));
      insert.setString(8, act.said());
      insert.setObject(9, act.amountMinor().orElse(null));
      insert.executeUpdate();
    }
    OutboxTable.add(connection, act.id(), records(events));
    AuditTrail.append(
        connection,
        actor.by(),
        act.kind().action(),
        "card " + act.cardToken(),
        AuditTrail.Result.DONE,
        detail);
  }

  private static List<OutgoingRecord> records(List<? extends SpecificRecord> events)
      throws RefusedException {
    List<OutgoingRecord> records = new ArrayList<>();
    for (SpecificRecord event : events) {
      try {
        records.add(OutgoingRecord.of(Event.of(event)));
      } catch (UnreadableRecordException e) {
        throw new RefusedException(
            ProblemType.CONFLICT, "The bank's systems would not take this. Please call your bank.");
      }
    }
    return records;
  }
}
