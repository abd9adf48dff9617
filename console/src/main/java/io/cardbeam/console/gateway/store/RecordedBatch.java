package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.EventText;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.TransactionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at Kafka brought, and how it is written. Rows come out the same however often and
 * in whatever order the topics' records come: the first request under an id stands and the first
 * decision on it, as in the card's log.
 */
final class RecordedBatch {
  private static final String REQUEST =
      """
      INSERT INTO gateway.card_authorization AS known
        (authorization_id, card_token, asked_at, merchant_id, request_id, amount_minor, currency,
         request)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (authorization_id) DO UPDATE SET
        asked_at = excluded.asked_at, merchant_id = excluded.merchant_id,
        request_id = excluded.request_id, amount_minor = excluded.amount_minor,
        currency = excluded.currency, request = excluded.request
      WHERE known.request IS NULL
      """;
  private static final String DECISION =
      """
      INSERT INTO gateway.card_authorization AS known
        (authorization_id, card_token, asked_at, outcome, decision)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (authorization_id) DO UPDATE SET
        outcome = excluded.outcome, decision = excluded.decision
      WHERE known.decision IS NULL
      """;
  private static final String EXCEPTION =
      """
      UPDATE gateway.operation SET exception_code = ?, exception_reason = ?
      WHERE operation_id = ? AND exception_code IS NULL
      RETURNING operation_id, owner_name, request_id, event, is_final
      """;

  /** A decline that was sent before an approval came is made good: the hold is reversed. */
  private static final String ANNOUNCE_AUTHORIZATIONS =
      """
      UPDATE gateway.card_authorization
      SET is_announced = true,
        needs_reversal = coalesce(default_outcome = 'DECLINED' AND outcome = 'APPROVED', false)
      WHERE authorization_id = ANY (?) AND NOT is_announced
        AND request IS NOT NULL AND decision IS NOT NULL
      RETURNING authorization_id, merchant_id, request_id, asked_at, default_outcome, decision
      """;

  private static final String ANNOUNCE_OPERATIONS =
      """
      UPDATE gateway.operation SET is_announced = true
      WHERE operation_id = ANY (?) AND NOT is_announced
      RETURNING operation_id, owner_name, request_id, event, is_final
      """;
  private static final String EVENT =
      "INSERT INTO gateway.event (owner_name, event_type, subject_id, body) VALUES (?, ?, ?, ?)";

  private final StoredBytes bytes;
  private final List<Asking> requests = new ArrayList<>();
  private final List<AuthorizationDecision> decisions = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<TransactionException> exceptions = new ArrayList<>();
  private final List<EventText> events = new ArrayList<>();

  private record Asking(AuthorizationRequest request, String requestId) {}

  RecordedBatch(StoredBytes bytes) {
    this.bytes = bytes;
  }

  void add(AuthorizationRequest request, String requestId) {
    requests.add(new Asking(request, requestId));
  }

  void add(AuthorizationDecision decision) {
    decisions.add(decision);
  }

  void add(Operation operation) {
    operations.add(operation);
  }

  void add(TransactionException exception) {
    exceptions.add(exception);
  }

  boolean isEmpty() {
    return requests.isEmpty()
        && decisions.isEmpty()
        && operations.isEmpty()
        && exceptions.isEmpty();
  }

  /** Writes requests and decisions; the recorder writes their events when it comes to them. */
  void writeUnannounced(Connection connection) throws SQLException {
    writeRequests(connection);
    writeDecisions(connection);
  }

  /** Writes all of it, and the events that follow from it. */
  void write(Connection connection) throws SQLException {
    writeUnannounced(connection);
    OperationTable.insertUnlessKnown(connection, operations, bytes);
    events.clear();
    announceAuthorizations(connection);
    announceOperations(connection);
    writeExceptions(connection);
    writeEvents(connection);
  }

  private void writeRequests(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REQUEST)) {
      for (Asking asking : requests) {
        AuthorizationRequest request = asking.request();
        insert.setString(1, request.getRequestId());
        insert.setString(2, request.getCardToken());
        insert.setObject(3, utc(request.getEventTime()));
        insert.setString(4, request.getMerchantId());
        insert.setString(5, asking.requestId());
        insert.setLong(6, request.getAmountMinor());
        insert.setString(7, request.getCurrency());
        insert.setBytes(8, bytes.of(request));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void writeDecisions(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(DECISION)) {
      for (AuthorizationDecision decision : decisions) {
        insert.setString(1, decision.getRequestId());
        insert.setString(2, decision.getCardToken());
        insert.setObject(3, utc(decision.getEventTime()));
        insert.setString(4, decision.getOutcome().name());
        insert.setBytes(5, bytes.of(decision));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void announceAuthorizations(Connection connection) throws SQLException {
    Set<String> ids = new LinkedHashSet<>();
    requests.forEach(asking -> ids.add(asking.request().getRequestId()));
    decisions.forEach(decision -> ids.add(decision.getRequestId()));
    try (PreparedStatement update = connection.prepareStatement(ANNOUNCE_AUTHORIZATIONS)) {
      update.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          Optional<Answer> answer =
              bytes.answer(
                  rows.getBytes("decision"),
                  rows.getString("default_outcome"),
                  rows.getTimestamp("asked_at").toInstant());
          events.add(
              EventText.decided(
                  rows.getString("merchant_id"),
                  rows.getString("authorization_id"),
                  rows.getString("request_id"),
                  answer.orElseThrow()));
        }
      }
    }
  }

  private void announceOperations(Connection connection) throws SQLException {
    String[] ids = operations.stream().map(Operation::id).distinct().toArray(String[]::new);
    try (PreparedStatement update = connection.prepareStatement(ANNOUNCE_OPERATIONS)) {
      update.setArray(1, connection.createArrayOf("text", ids));
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          events.add(EventText.accepted(OperationTable.operation(rows, bytes)));
        }
      }
    }
  }

  private void writeExceptions(Connection connection) throws SQLException {
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

  private void writeEvents(Connection connection) throws SQLException {
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

  static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
