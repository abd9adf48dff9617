package io.cardbeam.console.letters;

import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.letters.Letter.Sent;
import io.cardbeam.console.outbox.OutboxTable;
import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Dead letters in PostgreSQL, and what was sent in their place. */
final class LetterStore {
  /** What origins in the outbox begin with; a letter's place follows. */
  static final String ORIGIN = "dead letter ";

  // The outbox forgets what it sent long ago: it is sent then, about when it was decided.
  private static final String SENT =
      """
      SELECT e.*, r.seq IS NOT NULL AND r.sent_at IS NULL AS is_on_its_way,
             CASE WHEN r.seq IS NULL THEN e.decided_at ELSE r.sent_at END AS sent_at
      FROM letters.sent_event e
      LEFT JOIN outbox.record r ON r.origin = '%s' || e.source || '@' || e.source_position
      """
          .formatted(ORIGIN);
  private static final String COLUMNS =
      """
      SELECT l.letter_id, l.written_at, l.source, l.source_position, l.topic_name, l.code,
             l.reason_text, l.payload, e.record, e.event_type, e.event_key, e.card_token, e.sent_by,
             e.sent_at
      FROM letters.dead_letter l LEFT JOIN (%s) e USING (source, source_position)
      """
          .formatted(SENT);
  private static final String STATE =
      "CASE WHEN e.source IS NULL THEN 'OPEN' WHEN e.is_on_its_way THEN 'SENDING' ELSE 'SENT' END";
  private static final String LIST =
      COLUMNS
          + """
          WHERE (? OR l.topic_name = ?) AND (? OR l.code = ?)
            AND l.written_at >= ? AND l.written_at < ? AND (? OR %s = ?)
            AND (l.written_at, l.letter_id) < (?, ?)
          ORDER BY l.written_at DESC, l.letter_id DESC LIMIT ?
          """
              .formatted(STATE);
  private static final String ONE = COLUMNS + "WHERE l.letter_id = ?";
  private static final String KINDS =
      "SELECT topic_name, code, count(*) AS count FROM letters.dead_letter GROUP BY 1, 2 ORDER BY 1, 2";
  private static final String DECIDE =
      """
      INSERT INTO letters.sent_event
        (source, source_position, record, event_type, event_key, card_token, sent_by)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String STANDING = SENT + "WHERE e.source = ? AND e.source_position = ?";

  private final Database database;

  LetterStore(Database database) {
    this.database = database;
  }

  /** How many letters there are of a topic and a code. */
  record Kind(String topic, String code, long count) {}

  List<Letter> list(LetterFilter filter, LetterPlace after, int limit) throws SQLException {
    Query list =
        new Query(LIST)
            .withAll(ifGiven(filter.topic()))
            .withAll(ifGiven(filter.code()))
            .withAll(List.of(filter.from(), filter.to()))
            .withAll(ifGiven(filter.state().map(LetterState::name)))
            .withAll(List.of(after.at(), after.id(), limit));
    return database.transact(connection -> list.list(connection, LetterStore::letter));
  }

  /** Values of a condition that holds for all where nothing is asked for. */
  private static List<Object> ifGiven(Optional<String> filter) {
    return List.of(filter.isEmpty(), filter.orElse(""));
  }

  /** The letter of this id, if there is one. */
  Optional<Letter> find(long id) throws SQLException {
    Query one = new Query(ONE).with(id);
    return database.transact(connection -> one.first(connection, LetterStore::letter));
  }

  /** All topics and codes that letters have. */
  List<Kind> kinds() throws SQLException {
    return database.transact(
        connection ->
            new Query(KINDS)
                .list(
                    connection,
                    row ->
                        new Kind(
                            row.getString("topic_name"),
                            row.getString("code"),
                            row.getLong("count"))));
  }

  /**
   * Decides that an event is sent in place of a letter, and by whom, unless another is already: it
   * is in the outbox, and in the audit trail, if this succeeds.
   *
   * @return what is sent
   */
  Sent decide(Letter letter, Event event, OutgoingRecord record, AuditTrail.By by)
      throws SQLException {
    String type = event.body().getSchema().getName();
    Query decide =
        new Query(DECIDE)
            .withAll(List.of(letter.source(), letter.position(), record.bytes(), type))
            .withAll(List.of(event.id(), event.cardToken(), by.actor()));
    return database.transact(
        connection -> {
          if (decide.update(connection) == 1) {
            OutboxTable.add(connection, letter.origin(), List.of(record));
            AuditTrail.append(
                connection,
                by,
                "dead-letter-send",
                letter.place(),
                AuditTrail.Result.DONE,
                type + " " + event.id() + " of card " + event.cardToken());
          }
          return standing(connection, letter);
        });
  }

  private static Sent standing(Connection connection, Letter letter) throws SQLException {
    return new Query(STANDING)
        .withAll(List.of(letter.source(), letter.position()))
        .first(connection, LetterStore::sent)
        .orElseThrow();
  }

  private static Letter letter(ResultSet row) throws SQLException {
    String topic = row.getString("topic_name");
    return new Letter(
        row.getLong("letter_id"),
        Query.time(row, "written_at").orElseThrow(),
        row.getString("source"),
        row.getLong("source_position"),
        Arrays.stream(Topic.values()).filter(t -> t.topicName().equals(topic)).findFirst(),
        row.getString("code"),
        row.getString("reason_text"),
        ByteBuffer.wrap(row.getBytes("payload")),
        row.getBytes("record") == null ? Optional.empty() : Optional.of(sent(row)));
  }

  private static Sent sent(ResultSet row) throws SQLException {
    return new Sent(
        ByteBuffer.wrap(row.getBytes("record")),
        row.getString("event_type"),
        row.getString("event_key"),
        row.getString("card_token"),
        row.getString("sent_by"),
        Query.time(row, "sent_at"));
  }
}
