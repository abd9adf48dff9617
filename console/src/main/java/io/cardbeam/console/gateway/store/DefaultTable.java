package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.SentDefault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes what callers got, or are about to get, by default. */
final class DefaultTable {
  private static final String INSERT =
      """
      INSERT INTO gateway.card_authorization AS known
        (authorization_id, merchant_id, request_id, card_token, asked_at, amount_minor, currency,
         request, default_outcome, defaulted_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (authorization_id) DO UPDATE SET
        default_outcome = coalesce(known.default_outcome, excluded.default_outcome),
        defaulted_at = coalesce(known.defaulted_at, excluded.defaulted_at),
        merchant_id = coalesce(known.merchant_id, excluded.merchant_id),
        request_id = coalesce(known.request_id, excluded.request_id),
        amount_minor = coalesce(known.amount_minor, excluded.amount_minor),
        currency = coalesce(known.currency, excluded.currency),
        request = coalesce(known.request, excluded.request)
      """;

  /** Before it is sent: a decision that is there wins. */
  private static final String UNLESS_DECIDED = INSERT + "WHERE known.decision IS NULL";

  private DefaultTable() {}

  /** Writes a default that is about to be sent, unless there is a decision. */
  static void settle(Connection connection, SentDefault answer, StoredBytes bytes)
      throws SQLException {
    write(connection, UNLESS_DECIDED, answer, bytes);
  }

  /** Writes a default that was sent already: a decision that is there came too late. */
  static void record(Connection connection, SentDefault answer, StoredBytes bytes)
      throws SQLException {
    write(connection, INSERT, answer, bytes);
  }

  private static void write(
      Connection connection, String statement, SentDefault answer, StoredBytes bytes)
      throws SQLException {
    Asked asked = answer.asked();
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      insert.setString(1, asked.id());
      insert.setString(2, asked.request().getMerchantId());
      insert.setString(3, asked.requestId());
      insert.setString(4, asked.request().getCardToken());
      insert.setObject(5, RecordedBatch.utc(asked.request().getEventTime()));
      insert.setLong(6, asked.request().getAmountMinor());
      insert.setString(7, asked.request().getCurrency());
      insert.setBytes(8, bytes.of(asked.request()));
      insert.setString(9, answer.outcome().name());
      insert.setObject(10, RecordedBatch.utc(answer.at()));
      insert.executeUpdate();
    }
  }
}
