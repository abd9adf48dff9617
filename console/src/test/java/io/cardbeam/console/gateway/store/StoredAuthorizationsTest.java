package io.cardbeam.console.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.AuthorizationRecords.Known;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told and what is written, on a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StoredAuthorizationsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private BooksOnTrial books;
  private Database database;
  private StoredAuthorizations authorizations;

  @BeforeEach
  void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    database = new Database(books.connection(), Pool.ofGateway("test", 4));
    authorizations =
        new StoredAuthorizations(
            new Database(books.connection(), Pool.ofGateway("answers", 4)),
            InstantSource.fixed(NOON));
  }

  @AfterEach
  void stop() throws Exception {
    authorizations.close();
    database.close();
    books.close();
  }

  @Test
  void aDefaultIsWrittenBeforeItIsTold() throws Exception {
    Asked asked = asked("r-1");
    // The first use of a pool takes longer than an answer waits.
    await(() -> authorizations.find(asked.id()).join().isEmpty() && isAnswering());

    assertThat(authorizations.settle(asked, Outcome.DECLINED).join().byDefault()).isTrue();
    Known known = authorizations.find(asked.id()).join().orElseThrow();
    assertThat(known.answer().orElseThrow().outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(known.request()).isEqualTo(asked.request());
  }

  @Test
  void aDecisionThatIsWrittenWinsOverADefault() throws Exception {
    Asked asked = asked("r-2");
    await(this::isAnswering);
    decide(asked, Outcome.APPROVED);

    Answer told = authorizations.settle(asked, Outcome.DECLINED).join();
    assertThat(told.byDefault()).isFalse();
    assertThat(told.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(authorizations.unwritten()).isZero();
  }

  @Test
  void whatWasToldWhileTheDatabaseDidNotAnswerIsWrittenAndItsHoldReversed() throws Exception {
    Asked asked = asked("r-3");
    await(this::isAnswering);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Thread holder = new Thread(() -> lockUntil(told, locked), "lock-holder");
    holder.start();
    locked.await();
    Answer answer = authorizations.settle(asked, Outcome.DECLINED).join();
    assertThat(answer.byDefault()).isTrue();
    assertThat(authorizations.unwritten()).isEqualTo(1);
    told.countDown();
    holder.join();
    decide(asked, Outcome.APPROVED);

    await(() -> authorizations.unwritten() == 0 && isAnswering());
    Known known = authorizations.find(asked.id()).join().orElseThrow();
    assertThat(known.answer().orElseThrow().outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(known.answer().orElseThrow().decision()).isPresent();
    database.change(new RecordedBatch(new StoredBytes())::write);
    assertThat(needsReversal(asked.id())).isTrue();
  }

  private boolean isAnswering() {
    long before = authorizations.leftOut();
    authorizations.find(IdKind.AUTHORIZATION.of("m-1", "nobody")).join();
    return authorizations.leftOut() == before;
  }

  /** Nobody else can use the table until then. */
  private void lockUntil(CountDownLatch end, CountDownLatch locked) {
    try {
      database.transact(
          connection -> {
            connection.createStatement().execute("LOCK TABLE gateway.card_authorization");
            locked.countDown();
            try {
              return end.await(1, TimeUnit.MINUTES);
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
    batch.add(
        AuthorizationDecision.newBuilder()
            .setRequestId(asked.id())
            .setCardToken("token")
            .setEventTime(NOON)
            .setOutcome(outcome)
            .setFraudProbability(0.25)
            .setReasons(List.of())
            .setPolicyVersion("p")
            .setModelVersion("m")
            .build());
    database.transact(
        connection -> {
          batch.write(connection);
          return true;
        });
  }

  private boolean needsReversal(String id) throws SQLException {
    return database.transact(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT needs_reversal FROM gateway.card_authorization"
                      + " WHERE authorization_id = ?")) {
            select.setString(1, id);
            try (var row = select.executeQuery()) {
              return row.next() && row.getBoolean(1);
            }
          }
        });
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Asked asked(String requestId) {
    return Asked.of(
        AuthorizationRequest.newBuilder()
            .setRequestId(IdKind.AUTHORIZATION.of("m-1", requestId))
            .setCardToken("token")
            .setEventTime(NOON)
            .setAmountMinor(1250)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Kaffeehaus")
            .setCategory("food_dining")
            .build(),
        requestId);
  }
}
