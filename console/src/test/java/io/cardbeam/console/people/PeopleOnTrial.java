package io.cardbeam.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.MovableClock;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** People in a real PostgreSQL, whose clock a test sets. */
abstract class PeopleOnTrial {
  static final String PASSWORD = "three cats in the snow";
  static final Visitor HOME = new Visitor("192.0.2.1", "");
  static final Visitor ELSEWHERE = new Visitor("198.51.100.7", "");
  static final String CARD = "token-of-a-card-000001";
  static final String OTHER_CARD = "token-of-a-card-000002";
  static final LocalDate BORN = LocalDate.of(1980, 2, 29);
  static BooksOnTrial books;
  static Database database;
  final MovableClock clock = new MovableClock();
  final SecretBox box = new SecretBox(new byte[SecretBox.KEY_BYTES]);
  People people;

  @BeforeAll
  static void startServer() throws Exception {
    books = BooksOnTrial.start();
    books.issue(CARD, "1486");
    books.issue(OTHER_CARD, "2222");
    database = new Database(books.connection(), Pool.PEOPLE);
  }

  @AfterAll
  static void stopServer() throws IOException {
    database.close();
    books.close();
  }

  @BeforeEach
  void start() throws Exception {
    people = new People(database, box, clock);
    add("ada", Role.ANALYST);
  }

  @AfterEach
  void stop() throws SQLException {
    people.close();
    books.run(
        "TRUNCATE access.app_user, access.user_card, access.user_session, access.password_reset,"
            + " access.failed_attempt CASCADE");
  }

  void add(String name, Role role) throws SQLException {
    database.change(c -> Users.addWithPassword(c, name, role, PASSWORD, clock.instant()));
  }

  SignedIn signIn(Visitor visitor, String name, String password) throws Exception {
    return people.signIn(visitor, name, password, "", "");
  }

  SignedIn signUp(Visitor visitor, String name, String card, LocalDate born, String postal)
      throws Exception {
    return people
        .enrolment()
        .signUp(visitor, name, PASSWORD, new Enrolment.Shown(card, born, given(postal)));
  }

  static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  Optional<PersonCaller> use(SignedIn signedIn) throws SQLException {
    return people.sessions().use(signedIn.sessionId());
  }

  static User user(String name) throws SQLException {
    return database.<Optional<User>>transact(c -> Users.find(c, name)).orElseThrow();
  }

  interface Refusable {
    void run() throws Exception;
  }

  static Problem refused(Refusable work) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, work::run);
    assertThat(refused).as("it was not refused").isNotNull();
    return refused.problem();
  }

  static List<AuditEntry> entries() throws SQLException {
    return database.transact(
        c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
  }

  static List<String> audit() throws SQLException {
    return entries().stream()
        .map(entry -> entry.actor() + " " + entry.action() + " " + entry.result())
        .toList();
  }

  static long count(String table) throws SQLException {
    return database.transact(
        c -> {
          try (var statement = c.createStatement();
              var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
