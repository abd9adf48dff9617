package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Operation;
import io.cardbeam.wire.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Rows of {@code gateway.operation}. */
final class OperationTable {
  private static final String INSERT =
      """
      INSERT INTO gateway.operation
        (operation_id, owner_name, request_id, kind, authorization_id, payment_id, card_token,
         amount_minor, currency, happened_at, event, is_final)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (operation_id) DO NOTHING
      """;

  private OperationTable() {}

  /** Writes operations; of one that is there already, the row stays. */
  static void insertUnlessKnown(
      Connection connection, List<Operation> operations, StoredBytes bytes) throws SQLException {
    if (operations.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Operation operation : operations) {
        Event event = operation.event();
        insert.setString(1, operation.id());
        insert.setString(2, operation.owner());
        insert.setString(3, operation.requestId());
        insert.setString(4, operation.kind().name());
        insert.setString(5, operation.authorizationId().orElse(null));
        insert.setString(6, operation.paymentId().orElse(null));
        insert.setString(7, event.cardToken());
        insert.setLong(8, operation.amountMinor());
        insert.setString(9, operation.currency());
        insert.setObject(10, RecordedBatch.utc(Instant.ofEpochMilli(event.eventTimeMillis())));
        insert.setBytes(11, bytes.of(event.body()));
        insert.setBoolean(12, operation.isFinal());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The operation of a row with owner_name, request_id, event and is_final. */
  static Operation operation(ResultSet row, StoredBytes bytes) throws SQLException {
    SpecificRecord body = bytes.read(row.getBytes("event"), SpecificRecord.class);
    return new Operation(
        row.getString("owner_name"),
        row.getString("request_id"),
        Event.of(body),
        row.getBoolean("is_final"));
  }
}
