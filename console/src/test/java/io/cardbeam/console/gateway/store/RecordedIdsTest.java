package io.cardbeam.console.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.IdKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedIdsTest {
  private static final int MANY = 25_000;

  private static BooksOnTrial books;

  private Database database;
  private long nanos = -5;
  private RecordedIds ids;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
  }

  @AfterAll
  static void stop() throws Exception {
    books.close();
  }

  @BeforeEach
  void empty() throws Exception {
    books.run("TRUNCATE gateway.card_authorization, gateway.event RESTART IDENTITY");
    database = new Database(books.connection(), Pool.ofGateway("ids", 1));
    ids = new RecordedIds(database, () -> nanos);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void hasAllUntilTheyAreRead() throws Exception {
    assertThat(ids.mayHave(id(1))).isTrue();
    ids.read();
    assertThat(ids.mayHave(id(1))).isFalse();
  }

  @Test
  void hasWhatIsRecordedAtTheStartAndWhatEventsTellOfLater() throws Exception {
    authorizations(0, MANY);
    ids.read();
    assertThat(thoughtRecorded(0, MANY)).isEqualTo(MANY);
    assertThat(thoughtRecorded(MANY, 3 * MANY)).isLessThan(MANY / 100);

    events(MANY, 2 * MANY);
    books.run(
        "INSERT INTO gateway.event (owner_name, event_type, subject_id, body)"
            + " VALUES ('m', 'capture.accepted', '"
            + IdKind.CAPTURE.of("m", "c")
            + "', '{}')");
    ids.read();
    assertThat(thoughtRecorded(0, 2 * MANY)).isEqualTo(2 * MANY);
    assertThat(thoughtRecorded(2 * MANY, 3 * MANY)).isLessThan(MANY / 100);

    events(2 * MANY, 2 * MANY + 1);
    ids.read();
    assertThat(ids.mayHave(id(2 * MANY))).isTrue();
  }

  @Test
  void hasAllWhenItHasNotReadForLong() throws Exception {
    ids.read();
    pass(RecordedIds.FRESH);
    assertThat(ids.mayHave(id(1))).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(ids.mayHave(id(1))).isTrue();
    ids.read();
    assertThat(ids.mayHave(id(1))).isFalse();
  }

  @Test
  void hasAllAfterAFailureUntilTheRecorderHasHadTime() throws Exception {
    ids.read();
    books.run("ALTER TABLE gateway.event RENAME TO event_that_is_gone");
    assertThatThrownBy(ids::read).isInstanceOf(SQLException.class);
    assertThat(ids.mayHave(id(1))).isTrue();

    books.run("ALTER TABLE gateway.event_that_is_gone RENAME TO event");
    pass(RecordedIds.REST.minusNanos(1));
    ids.read();
    assertThat(ids.mayHave(id(1))).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(ids.mayHave(id(1))).isFalse();
  }

  private long thoughtRecorded(int from, int to) {
    return IntStream.range(from, to).filter(i -> ids.mayHave(id(i))).count();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static String id(int number) {
    return IdKind.AUTHORIZATION.of("m", "r-" + number);
  }

  private static void authorizations(int from, int to) throws Exception {
    insert(
        "INSERT INTO gateway.card_authorization (authorization_id, card_token, asked_at)"
            + " SELECT id, 't', now()",
        from,
        to);
  }

  private static void events(int from, int to) throws Exception {
    insert(
        "INSERT INTO gateway.event (owner_name, event_type, subject_id, body)"
            + " SELECT 'm', 'authorization.decided', id, '{}'",
        from,
        to);
  }

  private static void insert(String into, int from, int to) throws Exception {
    List<String> all = IntStream.range(from, to).mapToObj(RecordedIdsTest::id).toList();
    books.run(into + " FROM unnest(string_to_array('" + String.join(",", all) + "', ',')) id");
  }
}
