package io.cardbeam.console.cases;

import io.cardbeam.console.database.Query;
import io.cardbeam.event.FindingVerdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of the schema as values. */
final class CaseRows {
  /** A case {@code c} with its newest alert {@code a}. */
  static final String SUMMARY =
      """
      SELECT c.case_id, c.card_token, c.last_four, c.status, c.snoozed_until, c.assignee, c.version,
             c.opened_at, c.closed_at, c.alert_count, c.highest_probability, c.highest_amount,
             a.alert_id, a.event_time, a.outcome, a.fraud_probability, a.amount_minor, a.currency,
             a.merchant_id, a.merchant_name, a.category, a.city, a.state, a.verdict, a.reasons,
             c.fraud_count, c.genuine_count,
             ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(a.reasons) r) AS reason_codes
      FROM cases.fraud_case c
      JOIN cases.case_alert a ON a.card_token = c.card_token AND a.alert_id = c.newest_alert_id
      WHERE\s""";

  /** An alert {@code a}. */
  static final String ALERTS =
      """
      SELECT a.*, ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(a.reasons) r) AS reason_codes
      FROM cases.case_alert a
      """;

  private CaseRows() {}

  static CaseSummary summary(ResultSet row) throws SQLException {
    return new CaseSummary(
        row.getLong("case_id"),
        row.getString("card_token"),
        row.getString("last_four"),
        CaseStatus.valueOf(row.getString("status")),
        Query.time(row, "snoozed_until"),
        Optional.ofNullable(row.getString("assignee")),
        row.getLong("version"),
        time(row, "opened_at"),
        Query.time(row, "closed_at"),
        row.getInt("alert_count"),
        new LabelCounts(row.getInt("fraud_count"), row.getInt("genuine_count")),
        row.getDouble("highest_probability"),
        row.getBigDecimal("highest_amount"),
        alert(row));
  }

  static CaseAlert alert(ResultSet row) throws SQLException {
    return new CaseAlert(
        row.getString("alert_id"),
        time(row, "event_time"),
        row.getString("outcome"),
        row.getDouble("fraud_probability"),
        row.getLong("amount_minor"),
        row.getString("currency"),
        row.getString("merchant_id"),
        row.getString("merchant_name"),
        row.getString("category"),
        row.getString("city"),
        row.getString("state"),
        Optional.ofNullable(row.getString("verdict")).map(FindingVerdict::valueOf),
        row.getString("reasons"),
        List.of((String[]) row.getArray("reason_codes").getArray()));
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Query.time(row, column).orElseThrow();
  }
}
