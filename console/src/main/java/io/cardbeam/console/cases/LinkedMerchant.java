package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What else is known of the merchant of an alert: its alerts on other cards, and their verdicts.
 */
final class LinkedMerchant {
  /** Most alerts of other cards, the newest. */
  static final int MAX_ALERTS = 10;

  private static final String FIGURES =
      """
      SELECT count(*) AS alerts, count(DISTINCT card_token) AS cards,
             count(verdict) AS decided, count(*) FILTER (WHERE verdict = 'FRAUD') AS confirmed
      FROM cases.case_alert WHERE merchant_id = ?
      """;
  private static final String OTHERS =
      """
      SELECT c.case_id, c.status, c.last_four, a.event_time, a.outcome, a.amount, a.currency
      FROM cases.case_alert a JOIN cases.fraud_case c USING (case_id)
      WHERE a.merchant_id = ? AND a.case_id <> ?
      ORDER BY a.event_time DESC, a.alert_id LIMIT ?
      """;

  private LinkedMerchant() {}

  /** Adds it. */
  static void add(ObjectNode node, Database database, CaseAlert alert, long caseId)
      throws SQLException {
    node.put("merchant_id", alert.merchantId()).put("merchant", alert.merchantName());
    database.change(
        connection -> {
          figures(connection, alert.merchantId(), node);
          ArrayNode others = node.putArray("others");
          new Query(OTHERS)
              .withAll(List.of(alert.merchantId(), caseId, MAX_ALERTS))
              .list(connection, row -> others.add(other(row)));
        });
  }

  private static void figures(Connection connection, String merchantId, ObjectNode into)
      throws SQLException {
    new Query(FIGURES)
        .with(merchantId)
        .first(
            connection,
            row ->
                into.put("alerts", row.getLong("alerts"))
                    .put("cards", row.getLong("cards"))
                    .put("decided", row.getLong("decided"))
                    .put("confirmed", row.getLong("confirmed")));
  }

  private static ObjectNode other(ResultSet row) throws SQLException {
    return Json.object()
        .put("case_id", row.getLong("case_id"))
        .put("status", row.getString("status"))
        .put("last_four", row.getString("last_four"))
        .put("time", CaseRows.time(row, "event_time").toString())
        .put("outcome", row.getString("outcome"))
        .put("amount", row.getBigDecimal("amount").toPlainString())
        .put("currency", row.getString("currency"));
  }
}
