package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Outcome;
import io.cardbeam.sample.SampleEvents;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writers that meet each other, and connections that break. */
class BooksPoolTest {
  private static final int WRITERS = 4;
  private static final int CALLS = 300;
  private static final int BATCH = 25;
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();
  private static final DataSource POOL = BooksPool.of(DATABASE.connection());

  @Test
  void writersThatMeetLoseNothingAndStoreNothingTwice() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> writers = new ArrayList<>();
    for (int seed = 0; seed < WRITERS; seed++) {
      List<BooksCall> calls = calls();
      Collections.shuffle(calls, new Random(seed));
      writers.add(
          threads.submit(
              () -> {
                store(calls);
                return null;
              }));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    threads.shutdown();
    assertThat(DATABASE.counts())
        .containsEntry("authorization_request", (long) CALLS)
        .containsEntry("authorization_reason", 2L * CALLS)
        .containsEntry("merchant", 40L)
        .containsEntry("card", 20L)
        .doesNotContainKey("refused_document");
  }

  @Test
  void aBatchGoesOnAfterTheServerEndedItsConnection() throws Exception {
    BooksWriter writer = new BooksWriter(POOL);
    writer.store(calls().subList(0, BATCH));
    DATABASE.column(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    writer.store(calls().subList(BATCH, 2 * BATCH));
    assertThat(DATABASE.counts()).containsEntry("authorization_request", 2L * BATCH);
  }

  @Test
  void whatDoesNotPassIsNotTriedAgain() throws Exception {
    BooksConnection noBooks =
        new BooksConnection(
            DATABASE.connection().url().replaceAll("/postgres\\b", "/template1"),
            DATABASE.connection().user(),
            DATABASE.connection().password());
    BooksWriter writer = new BooksWriter(BooksPool.of(noBooks));
    assertThatThrownBy(() -> writer.store(calls())).isInstanceOf(SQLException.class);
  }

  @Test
  void oneProcessHasOnePoolForADatabase() {
    assertThat(BooksPool.of(DATABASE.connection())).isSameAs(POOL);
  }

  @Test
  void onlyFailuresThatPassAreTriedAgain() {
    for (String state : List.of("40001", "40P01", "57P01", "08006", "08001", "53300")) {
      assertThat(BooksRetry.passes(new SQLException("x", state))).as(state).isTrue();
    }
    for (String state : List.of("42883", "28P01", "23505", "42501")) {
      assertThat(BooksRetry.passes(new SQLException("x", state))).as(state).isFalse();
    }
    assertThat(BooksRetry.passes(new SQLException("of unknown state"))).isFalse();
  }

  @Test
  void theConnectionNeverShowsItsPassword() {
    BooksConnection books =
        new BooksConnection("jdbc:postgresql://db/books", "ada", new Password.Given("hunter2"));
    assertThat(books.toString()).doesNotContain("hunter2");
    assertThatThrownBy(
            () ->
                new BooksConnection(
                    "jdbc:postgresql://db/books?password=hunter2", "ada", books.password()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  private static void store(List<BooksCall> calls)
      throws SQLException, IOException, InterruptedException {
    BooksWriter writer = new BooksWriter(POOL);
    for (int from = 0; from < calls.size(); from += BATCH) {
      writer.store(calls.subList(from, from + BATCH));
    }
  }

  private static List<BooksCall> calls() {
    List<BooksCall> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(
          BooksDocument.of(
              SampleEvents.decided(
                  "a" + i, "card" + i % 20, START, 9_00, Outcome.DECLINED, "Shop " + i % 40)));
    }
    return calls;
  }
}
