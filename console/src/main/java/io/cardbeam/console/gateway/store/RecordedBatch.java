package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Operation;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.TransactionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
  private final StoredBytes bytes;
  // A batch becomes statements of many rows, and such a statement can't meet a row twice.
  private final Map<String, Asking> requests = new LinkedHashMap<>();
  private final List<SentDefault> defaults = new ArrayList<>();
  private final Map<String, AuthorizationDecision> decisions = new LinkedHashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<TransactionException> exceptions = new ArrayList<>();

  private record Asking(AuthorizationRequest request, String requestId) {}

  RecordedBatch(StoredBytes bytes) {
    this.bytes = bytes;
  }

  void add(AuthorizationRequest request, String requestId) {
    requests.putIfAbsent(request.getRequestId(), new Asking(request, requestId));
  }

  void add(SentDefault answer) {
    defaults.add(answer);
  }

  void add(AuthorizationDecision decision) {
    decisions.putIfAbsent(decision.getRequestId(), decision);
  }

  void add(Operation operation) {
    operations.add(operation);
  }

  void add(TransactionException exception) {
    exceptions.add(exception);
  }

  /** Writes requests and decisions; the recorder writes their events when it comes to them. */
  void writeUnannounced(Connection connection) throws SQLException {
    writeRequests(connection);
    writeDecisions(connection);
  }

  /**
   * Writes all of it, and the events that follow: of defaults first, then of decisions, operations
   * and exceptions, each by its place in the batch.
   */
  void write(Connection connection) throws SQLException {
    writeUnannounced(connection);
    for (SentDefault answer : defaults) {
      DefaultTable.record(connection, answer, bytes);
    }
    OperationTable.insertUnlessKnown(connection, operations, bytes);
    Announcements announcements = new Announcements(connection, bytes);
    announcements.defaults();
    announcements.decisions(
        // A request may come after its decision.
        Stream.concat(decisions.keySet().stream(), requests.keySet().stream()).distinct().toList());
    announcements.operations(operations.stream().map(Operation::id).distinct().toList());
    announcements.exceptions(exceptions);
    announcements.write();
  }

  private void writeRequests(Connection connection) throws SQLException {
    if (requests.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(REQUEST)) {
      for (Asking asking : requests.values()) {
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
    if (decisions.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(DECISION)) {
      for (AuthorizationDecision decision : decisions.values()) {
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

  static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
