package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.AuthorizationRecords;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authorizations in PostgreSQL, as the answering path sees them: asked by threads of their own, for
 * at most {@link #PATIENCE}, and left out while the database is down.
 */
public final class StoredAuthorizations implements AuthorizationRecords, AutoCloseable {
  /** How long an answer waits for the database. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private static final int THREADS = 4;
  private static final int MAX_QUEUE = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(StoredAuthorizations.class);

  private static final String FIND =
      """
      SELECT request, decision, default_outcome
      FROM gateway.card_authorization WHERE authorization_id = ? AND request IS NOT NULL
      """;
  private final Database database;
  private final DefaultSender kafka;
  private final InstantSource clock;
  private final Duration patience;
  private final StoredBytes bytes = new StoredBytes();
  private final Breaker breaker = new Breaker(System::nanoTime);
  private final LongAdder leftOut = new LongAdder();
  private final UnwrittenDefaults unwritten;
  private final RecordedIds ids;
  private final PeriodicTask readingIds;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_QUEUE),
          work -> {
            Thread thread = new Thread(work, "gateway-records");
            thread.setDaemon(true);
            return thread;
          });

  /** What is asked of the database. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws SQLException;
  }

  /** Where answers by default go that the database does not take. */
  @FunctionalInterface
  public interface DefaultSender {
    /** Sends one; the future ends when it is stored, or with what went wrong. */
    CompletableFuture<Void> send(SentDefault answer);
  }

  /** Authorizations in this database. */
  public StoredAuthorizations(Database database, DefaultSender kafka, InstantSource clock) {
    this(database, kafka, clock, PATIENCE);
  }

  /** Authorizations in a database that is waited for so long. */
  StoredAuthorizations(
      Database database, DefaultSender kafka, InstantSource clock, Duration patience) {
    this.database = database;
    this.kafka = kafka;
    this.clock = clock;
    this.patience = patience;
    this.unwritten = new UnwrittenDefaults(database, bytes);
    this.ids = new RecordedIds(database, System::nanoTime);
    this.readingIds =
        PeriodicTask.start(
            "gateway-recorded-ids",
            "which authorizations are recorded can't be read",
            Duration.ZERO,
            RecordedIds.EVERY,
            ids::read);
  }

  @Override
  public CompletableFuture<Optional<Known>> find(String authorizationId) {
    return ask(() -> database.read(c -> known(c, authorizationId)), Optional.empty());
  }

  @Override
  public boolean mayBeOld(String authorizationId) {
    return ids.mayHave(authorizationId);
  }

  @Override
  public CompletableFuture<Answer> settle(Asked asked, Outcome byDefault) {
    long began = System.nanoTime();
    SentDefault answer = new SentDefault(asked, byDefault, clock.instant());
    return ask(
            () ->
                database.transact(
                    connection -> {
                      DefaultTable.settle(connection, answer, bytes);
                      return known(connection, asked.id()).flatMap(Known::answer);
                    }),
            Optional.<Answer>empty())
        .thenCompose(
            recorded ->
                recorded
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> keptElsewhere(answer, began)));
  }

  /**
   * While the database does not answer, what the caller gets is in Kafka, where the recorder reads
   * it, and here. The answer waits for Kafka as long as it would have waited for the database.
   */
  private CompletableFuture<Answer> keptElsewhere(SentDefault answer, long began) {
    unwritten.add(answer);
    long left = patience.toNanos() - (System.nanoTime() - began);
    return kafka
        .send(answer)
        .orTimeout(Math.max(1, left), TimeUnit.NANOSECONDS)
        .handle(
            (stored, failure) ->
                Answer.byDefault(answer.outcome(), answer.asked().request().getEventTime()));
  }

  /** How many answers by default were sent and are not written yet. */
  public int unwritten() {
    return unwritten.size();
  }

  /** How many answers by default will not be written, since the start: too many waited. */
  public long lost() {
    return unwritten.lost();
  }

  /** How often the database was left out, because it did not answer, since the start. */
  public long leftOut() {
    return leftOut.sum();
  }

  private <T> CompletableFuture<T> ask(Question<T> question, T otherwise) {
    if (!breaker.mayAsk()) {
      leftOut.increment();
      return CompletableFuture.completedFuture(otherwise);
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              answer.complete(question.ask());
            } catch (SQLException | RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return answer
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (value, failure) -> {
              if (failure == null) {
                breaker.answered();
                return value;
              }
              LOG.warn("the gateway goes on without its database: {}", failure.toString());
              breaker.failed();
              leftOut.increment();
              return otherwise;
            });
  }

  private Optional<Known> known(Connection connection, String id) throws SQLException {
    return new Query(FIND)
        .with(id)
        .first(
            connection,
            row -> {
              AuthorizationRequest request = bytes.request(row.getBytes("request"));
              return new Known(
                  request,
                  bytes.answer(
                      row.getBytes("decision"),
                      row.getString("default_outcome"),
                      request.getEventTime()));
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    readingIds.close();
    unwritten.close();
    database.close();
  }
}
