package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.event.AuthorizationRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Reversals of holds that the stream made after the merchant got a decline: sent once the decision
 * is written down, and until Kafka has them. The same row gives the same bytes, so one that is sent
 * twice counts once.
 */
final class LateReversals {
  /** Most that are sent between two looks at Kafka. */
  static final int MAX_AT_ONCE = 100;

  private static final String FIND =
      """
      SELECT request, defaulted_at
      FROM gateway.card_authorization WHERE needs_reversal
      ORDER BY authorization_id LIMIT ?
      """;
  private static final String SENT =
      "UPDATE gateway.card_authorization SET needs_reversal = false WHERE authorization_id = ?";

  private final EventSender sender;
  private final StoredBytes bytes;
  private final Map<String, Operation> due = new LinkedHashMap<>();

  LateReversals(EventSender sender, StoredBytes bytes) {
    this.sender = sender;
    this.bytes = bytes;
  }

  /** Reads which are due, in the transaction that may have made some. */
  void find(Connection connection) throws SQLException {
    due.clear();
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setInt(1, MAX_AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          AuthorizationRequest request = bytes.request(rows.getBytes("request"));
          Instant at = rows.getTimestamp("defaulted_at").toInstant().truncatedTo(ChronoUnit.MILLIS);
          String id = request.getRequestId();
          due.put(id, Operation.reversal(request, "default/" + id, request.getAmountMinor(), at));
        }
      }
    }
  }

  /** Sends those that were found. */
  void sendDue(Database database) throws SQLException {
    for (Map.Entry<String, Operation> one : due.entrySet()) {
      try {
        sender.send(one.getValue()).join();
      } catch (CompletionException e) {
        // Kafka is down: they are found again.
        return;
      }
      database.transact(
          connection -> {
            try (PreparedStatement update = connection.prepareStatement(SENT)) {
              update.setString(1, one.getKey());
              return update.executeUpdate();
            }
          });
    }
    due.clear();
  }
}
