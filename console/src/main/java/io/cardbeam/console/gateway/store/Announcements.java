package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.EventText;
import io.cardbeam.event.TransactionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that follow from what was written, each written once, in an order that does not depend
 * on how the database finds its rows. The newest event of an authorization says what the
 * authorization says: a default that was written after the decision's event gets an event of its
 * own.
 *
 * <p>A decline by default and an approval by the stream, whichever is announced last, make the
 * hold's reversal due.
 */
final class Announcements {
  /** Most defaults in one transaction; the rest has its turn in the next. */
  static final int MAX_DEFAULTS = 1_000;

  private static final String DEFAULTS =
      """
      UPDATE gateway.card_authorization
      SET is_default_announced = true,
        needs_reversal = needs_reversal
          OR (is_announced AND outcome = 'APPROVED' AND default_outcome = 'DECLINED')
      WHERE authorization_id IN (
        SELECT authorization_id FROM gateway.card_authorization
        WHERE default_outcome IS NOT NULL AND NOT is_default_announced
        ORDER BY defaulted_at, authorization_id LIMIT ?)
      RETURNING authorization_id, merchant_id, request_id, asked_at, default_outcome, defaulted_at,
        CASE WHEN is_announced THEN decision END AS decision
      """;
  private static final String DECISIONS =
      """
      UPDATE gateway.card_authorization
      SET is_announced = true,
        needs_reversal = needs_reversal
          OR (is_default_announced AND outcome = 'APPROVED' AND default_outcome = 'DECLINED')
      WHERE authorization_id = ANY (?) AND NOT is_announced
        AND request IS NOT NULL AND decision IS NOT NULL
      RETURNING authorization_id, merchant_id, request_id, asked_at,
        CASE WHEN is_default_announced THEN default_outcome END AS default_outcome, decision
      """;
  private static final String OPERATIONS =
      """
      UPDATE gateway.operation SET is_announced = true
      WHERE operation_id = ANY (?) AND NOT is_announced
      RETURNING operation_id, owner_name, request_id, event, is_final
      """;
  private static final String EXCEPTION =
      """
      UPDATE gateway.operation SET exception_code = ?, exception_reason = ?
      WHERE operation_id = ? AND exception_code IS NULL
      RETURNING operation_id, owner_name, request_id, event, is_final
      """;
  private static final String EVENT =
      "INSERT INTO gateway.event (owner_name, event_type, subject_id, body) VALUES (?, ?, ?, ?)";

  private final Connection connection;
  private final StoredBytes bytes;
  private final List<EventText> events = new ArrayList<>();

  private record Defaulted(Instant at, EventText event) {}

  /** Reads the event of a row. */
  @FunctionalInterface
  private interface Row {
    EventText event(ResultSet row) throws SQLException;
  }

  Announcements(Connection connection, StoredBytes bytes) {
    this.connection = connection;
    this.bytes = bytes;
  }

  /** Answers by default, whoever wrote them, by time, then id. */
  void defaults() throws SQLException {
    List<Defaulted> found = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(DEFAULTS)) {
      update.setInt(1, MAX_DEFAULTS);
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Defaulted(
                  rows.getTimestamp("defaulted_at").toInstant(),
                  EventText.answeredByDefault(
                      rows.getString("merchant_id"),
                      rows.getString("authorization_id"),
                      rows.getString("request_id"),
                      answer(rows))));
        }
      }
    }
    found.sort(
        Comparator.comparing(Defaulted::at)
            .thenComparing(defaulted -> defaulted.event().subjectId()));
    found.forEach(defaulted -> events.add(defaulted.event()));
  }

  /** Decisions on these authorizations, in this order, of those whose request is known. */
  void decisions(List<String> authorizationIds) throws SQLException {
    announce(
        DECISIONS,
        authorizationIds,
        row ->
            EventText.decided(
                row.getString("merchant_id"),
                row.getString("authorization_id"),
                row.getString("request_id"),
                answer(row)));
  }

  /** That these operations are on their way, in this order. */
  void operations(List<String> operationIds) throws SQLException {
    announce(
        OPERATIONS, operationIds, row -> EventText.accepted(OperationTable.operation(row, bytes)));
  }

  private void announce(String update, List<String> ids, Row reader) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Map<String, EventText> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          EventText event = reader.event(rows);
          found.put(event.subjectId(), event);
        }
      }
    }
    ids.stream().filter(found::containsKey).map(found::get).forEach(events::add);
  }

  /** What the books refused, in this order; it is written to the operations as well. */
  void exceptions(List<TransactionException> exceptions) throws SQLException {
    if (exceptions.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(EXCEPTION)) {
      for (TransactionException exception : exceptions) {
        update.setString(1, exception.getCode());
        update.setString(2, exception.getReason());
        update.setString(3, exception.getTransactionId());
        try (ResultSet rows = update.executeQuery()) {
          if (rows.next()) {
            events.add(EventText.refused(OperationTable.operation(rows, bytes), exception));
          }
        }
      }
    }
  }

  /** Writes the events. */
  void write() throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
      for (EventText event : events) {
        insert.setString(1, event.owner());
        insert.setString(2, event.type());
        insert.setString(3, event.subjectId());
        insert.setString(4, event.body());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Answer answer(ResultSet row) throws SQLException {
    return bytes
        .answer(
            row.getBytes("decision"),
            row.getString("default_outcome"),
            row.getTimestamp("asked_at").toInstant())
        .orElseThrow();
  }
}
