package io.cardbeam.console.gateway.store;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.AuthorizationRecords.Known;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.event.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is answered and what is written, on a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StoredAuthorizationsTest {
  /** So long that a database that does answer is waited for, however busy the machine is. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  /** Of a database that can't answer. */
  private static final Duration HASTY = Duration.ofMillis(100);

  private final List<SentDefault> sent = new CopyOnWriteArrayList<>();
  private BooksOnTrial books;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    database = new Database(books.connection(), Pool.ofGateway("test", 4));
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    books.close();
  }

  private StoredAuthorizations authorizations(Duration patience) {
    return new StoredAuthorizations(
        new Database(books.connection(), Pool.ofGateway("answers", 4)),
        answer -> {
          sent.add(answer);
          return new CompletableFuture<>();
        },
        InstantSource.fixed(NOON),
        patience);
  }

  @Test
  void aDefaultIsWrittenBeforeItIsSent() throws Exception {
    Asked asked = asked("r-1");
    try (StoredAuthorizations authorizations = authorizations(PATIENT)) {
      assertThat(authorizations.find(asked.id()).join()).isEmpty();

      assertThat(authorizations.settle(asked, Outcome.DECLINED).join().byDefault()).isTrue();
      Known known = authorizations.find(asked.id()).join().orElseThrow();
      assertThat(known.answer().orElseThrow().outcome()).isEqualTo(Outcome.DECLINED);
      assertThat(known.request()).isEqualTo(asked.request());
      assertThat(authorizations.unwritten()).isZero();
      assertThat(authorizations.leftOut()).isZero();
      assertThat(sent).isEmpty();
    }
  }

  @Test
  void aDecisionThatIsWrittenWinsOverADefault() throws Exception {
    Asked asked = asked("r-2");
    decide(asked, Outcome.APPROVED);

    try (StoredAuthorizations authorizations = authorizations(PATIENT)) {
      Answer answer = authorizations.settle(asked, Outcome.DECLINED).join();
      assertThat(answer.byDefault()).isFalse();
      assertThat(answer.outcome()).isEqualTo(Outcome.APPROVED);
      assertThat(authorizations.unwritten()).isZero();
    }
  }

  @Test
  void whatWasSentWhileTheDatabaseDidNotAnswerIsWrittenAndItsHoldReversed() throws Exception {
    Asked asked = asked("r-3");
    try (StoredAuthorizations authorizations = authorizations(HASTY)) {
      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      Thread holder = new Thread(() -> lockUntil(answered, locked), "lock-holder");
      holder.start();
      locked.await();
      Answer answer = authorizations.settle(asked, Outcome.DECLINED).join();
      assertThat(answer.byDefault()).isTrue();
      assertThat(authorizations.unwritten()).isEqualTo(1);
      assertThat(authorizations.leftOut()).isEqualTo(1);
      assertThat(sent)
          .as("where another finds it, if this one is killed now")
          .containsExactly(new SentDefault(asked, Outcome.DECLINED, NOON));
      answered.countDown();
      holder.join();
      decide(asked, Outcome.APPROVED);
      awaitWritten(authorizations);
    }
    try (StoredAuthorizations authorizations = authorizations(PATIENT)) {
      Known known = authorizations.find(asked.id()).join().orElseThrow();
      assertThat(known.answer().orElseThrow().outcome()).isEqualTo(Outcome.DECLINED);
      assertThat(known.answer().orElseThrow().decision()).isPresent();
    }
    database.change(new RecordedBatch(new StoredBytes())::write);
    assertThat(needsReversal(asked.id())).isTrue();
  }

  /** Nobody else can use the table until then. */
  private void lockUntil(CountDownLatch end, CountDownLatch locked) {
    try {
      database.change(
          connection -> {
            connection.createStatement().execute("LOCK TABLE gateway.card_authorization");
            locked.countDown();
            try {
              assertThat(end.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void decide(Asked asked, Outcome outcome) throws SQLException {
    RecordedBatch batch = new RecordedBatch(new StoredBytes());
    batch.add(asked.request(), asked.requestId());
    batch.add(decision(asked, outcome));
    database.change(batch::write);
  }

  private boolean needsReversal(String id) throws SQLException {
    return database.read(
        connection ->
            new Query(
                    "SELECT needs_reversal FROM gateway.card_authorization"
                        + " WHERE authorization_id = ?")
                .with(id)
                .first(connection, row -> row.getBoolean("needs_reversal"))
                .orElseThrow());
  }

  private static void awaitWritten(StoredAuthorizations authorizations) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (authorizations.unwritten() > 0) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
