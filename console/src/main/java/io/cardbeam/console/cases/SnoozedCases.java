package io.cardbeam.console.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Opens snoozed cases again when their time has come. */
final class SnoozedCases {
  private static final String WAKE =
      """
      WITH woken AS (
        UPDATE cases.fraud_case SET status = 'OPEN', snoozed_until = NULL, version = version + 1
        WHERE snoozed_until <= ? RETURNING case_id, version)
      INSERT INTO cases.case_change SELECT case_id, version, ?, '', 'WAKE', '', '' FROM woken
      """;

  private SnoozedCases() {}

  static void wake(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement wake = connection.prepareStatement(WAKE)) {
      wake.setObject(1, now.atOffset(ZoneOffset.UTC));
      wake.setObject(2, now.atOffset(ZoneOffset.UTC));
      wake.executeUpdate();
    }
  }
}
