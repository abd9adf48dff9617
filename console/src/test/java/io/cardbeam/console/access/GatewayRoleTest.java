package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.Enrolment;
import io.cardbeam.console.people.People;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.people.SignedIn;
import io.cardbeam.console.people.Visitor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user with no more than role cardbeam_gateway can do, and what it can't. */
class GatewayRoleTest {
  private static final String USER = "console";
  private static BooksOnTrial books;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    for (ConsoleSchema schema : ConsoleSchema.values()) {
      schema.migrate(books.connection());
    }
    books.run("CREATE ROLE " + USER + " LOGIN; GRANT cardbeam_gateway, cardbeam_reader TO " + USER);
    books.run(
        "INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)"
            + " VALUES ('boss', 'ADMINISTRATOR', 'x', now()), ('carl', 'CARDHOLDER', 'x', now())");
  }

  @AfterAll
  static void stop() throws IOException {
    books.close();
  }

  /** Each row is an order of making schemas, and the role where somebody else makes it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACCESS GATEWAY CASES",
        "CASES GATEWAY ACCESS",
        "role ACCESS GATEWAY",
        "role CASES GATEWAY ACCESS",
        "ACCESS role GATEWAY ACCESS",
        "GATEWAY role ACCESS GATEWAY",
        "ACCESS GATEWAY role ACCESS GATEWAY",
        "MINE ACCESS GATEWAY",
        "OUTBOX MINE CASES LETTERS",
        "MINE CASES role OUTBOX GATEWAY ACCESS CASES MINE"
      })
  void hasItsRightsInWhateverOrderThingsAreMade(String order) throws Exception {
    try (BooksOnTrial fresh = BooksOnTrial.withoutSchemas()) {
      boolean somebodyElse = order.contains("role");
      fresh.run("CREATE ROLE owner LOGIN " + (somebodyElse ? "" : "CREATEROLE"));
      fresh.run("GRANT CREATE ON DATABASE postgres TO owner");
      for (String made : order.split(" ", -1)) {
        if (made.equals("role")) {
          fresh.run("CREATE ROLE cardbeam_gateway NOLOGIN");
        } else {
          ConsoleSchema.valueOf(made).migrate(fresh.as("owner"));
        }
      }
      for (ConsoleSchema schema : ConsoleSchema.values()) {
        schema.migrate(fresh.as("owner")); // what the order left out
      }
      fresh.run("CREATE ROLE " + USER + " LOGIN; GRANT cardbeam_gateway TO " + USER);
      for (ConsoleSchema schema : ConsoleSchema.values()) {
        assertThat(schema.migrate(fresh.as(USER))).isZero();
      }
      try (Connection open = DriverManager.getConnection(fresh.as(USER).url(), USER, "");
          Statement statement = open.createStatement()) {
        statement.execute("SELECT access.append_audit('a', 'b', 'c', '', 'done', '')");
        statement.execute("UPDATE access.app_user SET password_hash = 'y'");
        statement.execute("DELETE FROM gateway.event");
        statement.execute("DELETE FROM cases.fraud_case");
      }
    }
  }

  @Test
  void startsOnASchemaThatIsUpToDate() throws Exception {
    for (ConsoleSchema schema : ConsoleSchema.values()) {
      assertThat(schema.migrate(books.as(USER))).isZero();
    }
    KeyRing.start(books.as(USER), new MovableClock()).close();
  }

  @Test
  void isEnoughForPeopleToSignUpInAndOutAndChangeWhatIsTheirs() throws Exception {
    books.issue("token-of-a-card-000009", "0009");
    String password = "three cats in the snow";
    Visitor visitor = new Visitor("192.0.2.1", "");
    try (Database database = new Database(books.as(USER), Pool.PEOPLE);
        People people =
            new People(
                database, new SecretBox(new byte[SecretBox.KEY_BYTES]), new MovableClock())) {
      SignedIn first =
          people
              .enrolment()
              .signUp(
                  visitor,
                  "carla",
                  password,
                  new Enrolment.Shown(
                      "token-of-a-card-000009", LocalDate.of(1980, 2, 29), Optional.empty()));
      Caller.PersonCaller carla = people.sessions().use(first.sessionId()).orElseThrow();
      people.oneTimePasswords().make(visitor, carla, password);
      SignedIn second = people.changePassword(visitor, carla, password, "another long secret");
      people.signOut(visitor, second.sessionId());
      people.signIn(visitor, "carla", "another long secret", "", "");
      people.tidy();
      assertThat(carla.cardTokens()).containsExactly("token-of-a-card-000009");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT access.append_audit('a', 'b', 'c', '', 'done', '')",
        "SELECT access.expire_audit('a')",
        "INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)"
            + " VALUES ('new', 'CARDHOLDER', 'x', now()) RETURNING user_id",
        "UPDATE access.app_user SET password_hash = 'y' WHERE user_name = 'carl'",
        "INSERT INTO access.user_card SELECT 'token', user_id, now() FROM access.app_user"
            + " WHERE user_name = 'carl'",
        "SELECT * FROM gateway.card_authorization",
        "UPDATE gateway.operation SET operation_id = operation_id",
        "DELETE FROM gateway.event",
        "INSERT INTO gateway.recorder_offset VALUES ('t', 0, 1)",
        "INSERT INTO mine.act (act_id, user_id, card_token, kind, subject_key, turn, acted_at, said)"
            + " VALUES ('an_' || repeat('0', 32), 1, 't', 'ANSWER', 'r', 1, now(), 'MINE')",
        "SELECT mine.expire_acts(1000)",
        "INSERT INTO outbox.record (origin, topic, record_key, event_time, value)"
            + " VALUES ('case 1', 'CARD_EVENTS', 't', now(), 'x')",
        "UPDATE outbox.record SET sent_at = now()",
        "DELETE FROM outbox.record",
        "INSERT INTO letters.sent_event (source, source_position, record, event_type, event_key,"
            + " card_token, sent_by) VALUES ('s', 0, 'x', 'Payment', 'p', 't', 'user:ada')",
        "SELECT cases.take_alert(now(), 't', '1', 'a', now(), 'DECLINED', 1, 1, 1, 'USD', 'm', 'n',"
            + " 'c', '', '', null, null, '[]')"
      })
  void may(String sql) {
    assertThatCode(() -> run(sql)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM access.audit_entry",
        "INSERT INTO access.audit_entry SELECT * FROM access.audit_entry",
        "UPDATE access.audit_entry SET detail = ''",
        "DELETE FROM access.audit_entry",
        "UPDATE access.audit_anchor SET seq = 5",
        "SELECT access.append_audit_at(now(), 'a', 'b', 'c', '', 'done', '')",
        "SELECT access.expire_audit_before(now(), 'a')",
        "INSERT INTO access.merchant SELECT * FROM access.merchant",
        "UPDATE access.merchant SET is_active = true",
        "INSERT INTO access.api_key (key_id) VALUES ('k_aaaaaaaaaaaaaaaa')",
        "UPDATE access.api_key SET revoked_at = NULL",
        "DELETE FROM access.api_key",
        "UPDATE access.app_user SET role = 'ADMINISTRATOR' WHERE user_name = 'carl'",
        "UPDATE access.app_user SET is_disabled = false",
        "DELETE FROM access.app_user",
        "INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)"
            + " VALUES ('eve', 'ANALYST', 'x', now())",
        "INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)"
            + " VALUES ('eva', 'ADMINISTRATOR', 'x', now())",
        "INSERT INTO access.password_reset SELECT user_id, sha256('x'), now() FROM access.app_user",
        "DELETE FROM access.user_card",
        "CREATE TABLE access.mine (x int)",
        "DELETE FROM mine.act",
        "UPDATE mine.act SET said = 'NOT_MINE'",
        "UPDATE outbox.record SET value = 'y'",
        "TRUNCATE outbox.record",
        "UPDATE letters.sent_event SET sent_by = 'x'",
        "DELETE FROM letters.sent_event",
        "TRUNCATE gateway.card_authorization",
        "CREATE TABLE gateway.mine (x int)",
        "TRUNCATE cases.fraud_case CASCADE",
        "CREATE TABLE cases.mine (x int)"
      })
  void mayNot(String sql) {
    assertThatThrownBy(() -> run(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static void run(String sql) throws SQLException {
    try (Connection open = DriverManager.getConnection(books.as(USER).url(), USER, "");
        Statement statement = open.createStatement()) {
      statement.execute(sql);
    }
  }
}
