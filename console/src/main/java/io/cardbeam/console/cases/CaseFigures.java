package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** How old the queue is, and how many of the alerts that were decided on were fraud. */
final class CaseFigures {
  /** Weeks for which precision is given. */
  static final int WEEKS = 26;

  private static final String AGES =
      """
      SELECT status, count(*) AS cases, min(opened_at) AS oldest,
             percentile_disc(0.5) WITHIN GROUP (ORDER BY opened_at) AS median
      FROM cases.fraud_case WHERE closed_at IS NULL GROUP BY status ORDER BY status
      """;
  private static final String PRECISION =
      """
      SELECT date_trunc('week', decided_at, 'UTC') AS week, outcome, count(*) AS decided,
             count(*) FILTER (WHERE verdict = 'FRAUD') AS confirmed
      FROM cases.case_alert
      WHERE decided_at >= ? GROUP BY week, outcome ORDER BY week DESC, outcome
      """;

  private CaseFigures() {}

  static ObjectNode read(Database database, Instant now) throws SQLException {
    return database.transact(
        connection -> {
          ObjectNode node = Json.object();
          ages(connection, now, node.putArray("ages"));
          precision(connection, now, node.putArray("precision"));
          return node;
        });
  }

  private static void ages(Connection connection, Instant now, ArrayNode into) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(AGES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        into.addObject()
            .put("status", rows.getString("status"))
            .put("cases", rows.getLong("cases"))
            .put("oldest_seconds", seconds(CaseRows.time(rows, "oldest"), now))
            .put("median_seconds", seconds(CaseRows.time(rows, "median"), now));
      }
    }
  }

  private static long seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toSeconds());
  }

  private static void precision(Connection connection, Instant now, ArrayNode into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PRECISION)) {
      select.setObject(1, now.minus(Duration.ofDays(7L * WEEKS)).atOffset(ZoneOffset.UTC));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          into.addObject()
              .put("week", CaseRows.time(rows, "week").toString())
              .put("outcome", rows.getString("outcome"))
              .put("decided", rows.getLong("decided"))
              .put("confirmed", rows.getLong("confirmed"));
        }
      }
    }
  }
}
