package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
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
 * Reversals of holds that the stream made after the merchant was told a decline: sent once the
 * decision is written down, and until Kafka has them. The same row gives the same bytes, so one
 * that is sent twice counts once.
 */
final class LateReversals {
  private static final String FIND =
      """
      SELECT authorization_id, merchant_id, request, defaulted_at
      FROM gateway.card_authorization WHERE needs_reversal ORDER BY authorization_id
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

  /** Reads which are due, in the transaction that may have made some; tells how many. */
  int findAll(Connection connection) throws SQLException {
    due.clear();
    try (PreparedStatement select = connection.prepareStatement(FIND);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        AuthorizationRequest request =
            bytes.read(rows.getBytes("request"), AuthorizationRequest.class);
        Instant at = rows.getTimestamp("defaulted_at").toInstant().truncatedTo(ChronoUnit.MILLIS);
        due.put(
            rows.getString("authorization_id"),
            reversal(rows.getString("merchant_id"), request, at));
      }
    }
    return due.size();
  }

  /** Sends those that were found. */
  void sendDue(GatewayDatabase database) throws SQLException {
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

  private static Operation reversal(String merchantId, AuthorizationRequest request, Instant at) {
    // No caller's own id has a slash, so none can be this one.
    String requestId = "default/" + request.getRequestId();
    Reversal reversal =
        Reversal.newBuilder()
            .setReversalId(IdKind.REVERSAL.of(merchantId, requestId))
            .setAuthorizationId(request.getRequestId())
            .setCardToken(request.getCardToken())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(request.getAmountMinor())
            .setCurrency(request.getCurrency())
            .build();
    return new Operation(merchantId, requestId, Event.of(reversal), false);
  }
}
