package io.cardbeam.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.event.FraudFinding;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults between Kafka, cases and the outbox. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CaseFaultsTest extends CasesOnConsole {
  @Test
  void aFaultBetweenCasesAndOffsetsLosesAndDoublesNothing() throws Exception {
    String token = token("off");
    fail("cases.reader_offset");
    for (int i = 0; i < 20; i++) {
      send(alert(token, "off-" + i, 100 + i));
    }
    awaitTwoTries();
    assertThat(count("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'"))
        .as("the cases went with the offsets")
        .isZero();
    mend("cases.reader_offset");
    send(alert(token, "off-3", 103));
    awaitCount("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'", 20);
    assertThat(count("SELECT count(*) FROM cases.fraud_case WHERE card_token = '" + token + "'"))
        .isEqualTo(1);
    assertThat(count("SELECT alert_count FROM cases.fraud_case WHERE card_token = '" + token + "'"))
        .isEqualTo(20);
  }

  @Test
  void aFaultBetweenKafkaAndTheDatabaseSendsTheSameEventAgain() throws Exception {
    String token = token("out");
    send(alert(token, "out-1", 100));
    awaitCount("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'", 1);
    JsonNode one = get("/v1/cases?q=card:" + token).path("cases").get(0);
    String path = "/v1/cases/" + one.path("case_id").asText();
    awaitCount("SELECT count(*) FROM outbox.record WHERE sent_at IS NULL", 0);
    gateway.books().run("DELETE FROM outbox.record");

    failUpdates("outbox.record");
    assertThat(act(path, 1, "\"act\": \"CLEAR\"").statusCode()).isEqualTo(200);
    awaitTwoTries();
    assertThat(count("SELECT count(*) FROM outbox.record WHERE sent_at IS NULL")).isEqualTo(1);
    assertThat(get(path).path("unsent").asInt()).isEqualTo(1);
    mend("outbox.record");
    awaitCount("SELECT count(*) FROM outbox.record WHERE sent_at IS NULL", 0);

    List<FraudFinding> sent = findings(token);
    assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
    assertThat(sent.stream().distinct()).as("one event, sent again").hasSize(1);
  }

  @Test
  void anotherConsoleGoesOnWhereThisOneStands() throws Exception {
    String token = token("two");
    send(alert(token, "two-1", 100));
    awaitCount("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'", 1);
    // The lock is lost with its connection, as in a crash.
    gateway
        .books()
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                + " AND pid <> pg_backend_pid()");
    send(alert(token, "two-2", 100), alert(token, "two-1", 100));
    awaitCount("SELECT count(*) FROM cases.case_alert WHERE card_token = '" + token + "'", 2);
    assertThat(count("SELECT version FROM cases.fraud_case WHERE card_token = '" + token + "'"))
        .isEqualTo(2);
  }

  /** Makes every write to a table fail, and count how often it was tried. */
  private static void fail(String table) throws SQLException {
    failOn("INSERT OR UPDATE", table);
  }

  private static void failUpdates(String table) throws SQLException {
    failOn("UPDATE", table);
  }

  private static void failOn(String what, String table) throws SQLException {
    gateway
        .books()
        .run(
            "CREATE SEQUENCE cases.tries; CREATE FUNCTION cases.refuse() RETURNS trigger LANGUAGE"
                + " plpgsql AS $$ BEGIN PERFORM nextval('cases.tries'); RAISE EXCEPTION 'a fault';"
                + " END $$; CREATE TRIGGER refuse BEFORE "
                + what
                + " ON "
                + table
                + " FOR EACH ROW EXECUTE FUNCTION cases.refuse()");
  }

  private static void mend(String table) throws SQLException {
    gateway
        .books()
        .run(
            "DROP TRIGGER refuse ON "
                + table
                + "; DROP FUNCTION cases.refuse(); DROP SEQUENCE cases.tries");
  }

  /** Waits until it failed twice; what a sequence gave stays given. */
  private static void awaitTwoTries() throws SQLException {
    awaitAtLeast("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM cases.tries", 2);
  }

  private static void awaitAtLeast(String sql, long wanted) throws SQLException {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (count(sql) < wanted) {
      assertThat(System.nanoTime()).as(sql).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
