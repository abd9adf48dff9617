package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.decision.ReasonVoice;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Reason;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Alerts into cases; one that is known changes nothing. */
final class AlertTaking {
  private static final String TAKE =
      "SELECT cases.take_alert(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)";

  private AlertTaking() {}

  /**
   * Takes alerts in their order.
   *
   * @param now when cases that they open are opened
   */
  static void take(Connection connection, List<FraudAlert> alerts, Instant now)
      throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      for (FraudAlert alert : alerts) {
        int column = 0;
        take.setObject(++column, now.atOffset(ZoneOffset.UTC));
        take.setString(++column, alert.getCardToken());
        take.setString(++column, alert.getLastFour());
        take.setString(++column, alert.getAlertId());
        take.setObject(++column, alert.getEventTime().atOffset(ZoneOffset.UTC));
        take.setString(++column, alert.getOutcome().name());
        take.setDouble(++column, alert.getFraudProbability());
        take.setLong(++column, alert.getAmountMinor());
        take.setBigDecimal(
            ++column,
            new BigDecimal(MinorUnits.decimal(alert.getAmountMinor(), alert.getCurrency())));
        take.setString(++column, alert.getCurrency());
        take.setString(++column, alert.getMerchantId());
        take.setString(++column, alert.getMerchantName());
        take.setString(++column, alert.getCategory());
        take.setString(++column, alert.getCity());
        take.setString(++column, alert.getState());
        take.setObject(++column, alert.getLatitude());
        take.setObject(++column, alert.getLongitude());
        take.setString(++column, reasons(alert));
        take.addBatch();
      }
      take.executeBatch();
    }
  }

  private static String reasons(FraudAlert alert) {
    ArrayNode reasons = Json.object().putArray("reasons");
    for (Reason reason : alert.getReasons()) {
      reasons.addObject().put("code", reason.getCode()).put("text", ReasonVoice.forOthers(reason));
    }
    return Json.text(reasons);
  }
}
