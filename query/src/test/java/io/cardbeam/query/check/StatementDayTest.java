package io.cardbeam.query.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.TermsHistory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementDayTest {
  private static final int TOKENS = 2_000;

  @Test
  void isThatOfTheCalendar() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE card (card_token VARCHAR)");
      for (int i = 0; i < TOKENS; i++) {
        sql.execute("INSERT INTO card VALUES ('" + token(i) + "')");
      }
      try (ResultSet rows =
          sql.executeQuery(
              "SELECT card_token, " + StatementTests.STATEMENT_DAY + " AS day FROM card")) {
        int compared = 0;
        while (rows.next()) {
          BillingCalendar calendar = TermsHistory.standard().calendarOf(rows.getString(1));
          assertThat(rows.getInt(2)).as(rows.getString(1)).isEqualTo(calendar.statementDay());
          compared++;
        }
        assertThat(compared).isEqualTo(TOKENS);
      }
    }
  }

  /** From one character on, so that hashes of both signs and all sizes are among them. */
  private static String token(int number) {
    byte[] bytes = new byte[1 + number % 16];
    new Random(number).nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
