package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.database.RequestLabels;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** All requests at a merchant, on whatever card, and how many of them were fraud. */
final class MerchantRequests {
  /** Most of them that are counted, the newest. */
  static final int MAX_REQUESTS = 20_000;

  private static final String COUNTS =
      """
      WITH found AS (
        SELECT r.*
        FROM books.merchant m
        JOIN books.merchant_name n USING (merchant_id)
        CROSS JOIN LATERAL (
          SELECT authorization_id, event_time
          FROM books.authorization_request
          WHERE merchant_name_id = n.merchant_name_id
          ORDER BY event_time DESC LIMIT ?) r
        WHERE m.merchant_key = ?
        ORDER BY r.event_time DESC LIMIT ?),
      asked AS (SELECT * FROM found ORDER BY event_time DESC LIMIT ?),
      """
          + RequestLabels.of("authorization_id = ANY (ARRAY(SELECT authorization_id FROM asked))")
          + """
      SELECT (SELECT count(*) FROM found) AS found, count(*) AS requests,
             count(*) FILTER (WHERE l.fraud) AS fraud_by_label,
             count(*) FILTER (WHERE NOT l.fraud) AS genuine_by_label,
             count(*) FILTER (WHERE l.fraud IS NULL AND d.fraud_probability >= ?) AS fraud_by_model
      FROM asked
      JOIN books.authorization_decision d USING (authorization_id)
      LEFT JOIN label l USING (authorization_id)
      """;

  private MerchantRequests() {}

  /** Adds the figures; {@code complete} is false where there are more than are counted. */
  static void add(Connection connection, String merchantId, ObjectNode into) throws SQLException {
    add(connection, merchantId, MAX_REQUESTS, into);
  }

  static void add(Connection connection, String merchantId, int most, ObjectNode into)
      throws SQLException {
    new Query(COUNTS)
        .withAll(List.of(most + 1, merchantId, most + 1, most, RequestLabels.MODEL_THRESHOLD))
        .first(
            connection,
            row ->
                into.put("requests", row.getLong("requests"))
                    .put("fraud_by_label", row.getLong("fraud_by_label"))
                    .put("genuine_by_label", row.getLong("genuine_by_label"))
                    .put("fraud_by_model", row.getLong("fraud_by_model"))
                    .put("complete", row.getLong("found") <= most));
  }
}
