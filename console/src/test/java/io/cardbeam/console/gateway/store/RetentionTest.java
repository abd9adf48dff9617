package io.cardbeam.console.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.access.MovableClock;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Retention;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static BooksOnTrial books;
  private static Database database;

  private final MovableClock clock = new MovableClock();
  private final Retention retention = GatewayRetention.by(clock);

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    database = new Database(books.connection(), Pool.ofGateway("retention", 1));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @BeforeEach
  void empty() throws Exception {
    books.run(
        "TRUNCATE gateway.card_authorization, gateway.operation, gateway.event RESTART IDENTITY");
  }

  @Test
  void keepsAuthorizationsAndOperationsFor400DaysAndEventsFor90() throws Exception {
    for (int days : List.of(0, 89, 91, 399, 401, 1_000)) {
      authorization(days, false);
      operation(days);
      event(days);
    }
    authorization(500, true);

    assertThat(retention.step(database)).isEqualTo(2 + 2 + 4);
    assertThat(ages("card_authorization", "asked_at")).containsExactly(0, 89, 91, 399, 500);
    assertThat(ages("operation", "happened_at")).containsExactly(0, 89, 91, 399);
    assertThat(ages("event", "recorded_at")).containsExactly(0, 89);
  }

  @Test
  void deletesSomeAtATimeUntilNoneIsLeftAndLooksAgainAnHourLater() throws Exception {
    int old = 2 * Retention.BATCH + 1;
    books.run(
        "INSERT INTO gateway.event (owner_name, event_type, subject_id, recorded_at, body)"
            + " SELECT 'm', 't', 's', timestamptz '"
            + clock.instant().minus(GatewayRetention.EVENTS)
            + "' - n * interval '1 second', '{}' FROM generate_series(1, "
            + old
            + ") n");

    assertThat(retention.step(database)).isEqualTo(Retention.BATCH);
    assertThat(retention.step(database)).isEqualTo(Retention.BATCH);
    assertThat(retention.step(database)).isEqualTo(1);

    event(91);
    clock.pass(Retention.EVERY.minusMillis(1));
    assertThat(retention.step(database)).as("before the hour is over").isZero();
    clock.pass(Duration.ofMillis(1));
    assertThat(retention.step(database)).isEqualTo(1);
  }

  private void authorization(int days, boolean needsReversal) throws Exception {
    books.run(
        "INSERT INTO gateway.card_authorization"
            + " (authorization_id, card_token, asked_at, needs_reversal) VALUES ('au_"
            + id(days)
            + "', 'token', "
            + time(days)
            + ", "
            + needsReversal
            + ")");
  }

  private void operation(int days) throws Exception {
    books.run(
        "INSERT INTO gateway.operation (operation_id, owner_name, request_id, kind, card_token,"
            + " amount_minor, currency, happened_at, event) VALUES ('pm_"
            + id(days)
            + "', 'm', 'r', 'PAYMENT', 'token', 1, 'USD', "
            + time(days)
            + ", '')");
  }

  private void event(int days) throws Exception {
    books.run(
        "INSERT INTO gateway.event (owner_name, event_type, subject_id, recorded_at, body)"
            + " VALUES ('m', 't', 's', "
            + time(days)
            + ", '{}')");
  }

  private String time(int days) {
    return "timestamptz '" + clock.instant().minus(Duration.ofDays(days)) + "'";
  }

  /** 26 characters that say how old it is. */
  private static String id(int days) {
    String digits =
        Integer.toString(days)
            .replace('0', 'o')
            .replace('1', 'l')
            .replace('8', 'e')
            .replace('9', 'n');
    return "a".repeat(26 - digits.length()) + digits;
  }

  private List<Integer> ages(String table, String time) throws Exception {
    List<Integer> ages = new ArrayList<>();
    try (Connection connection = books.open();
        Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(
                "SELECT extract(day FROM timestamptz '"
                    + clock.instant()
                    + "' - "
                    + time
                    + ")::int FROM gateway."
                    + table
                    + " ORDER BY 1")) {
      while (rows.next()) {
        ages.add(rows.getInt(1));
      }
    }
    return ages;
  }
}
