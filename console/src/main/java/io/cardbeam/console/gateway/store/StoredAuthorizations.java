package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.Answer;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.console.gateway.AuthorizationRecords;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
  private final InstantSource clock;
  private final StoredBytes bytes = new StoredBytes();
  private final Breaker breaker = new Breaker(System::nanoTime);
  private final LongAdder leftOut = new LongAdder();
  private final UnwrittenDefaults unwritten;
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

  /** Authorizations in this database. */
  public StoredAuthorizations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.unwritten = new UnwrittenDefaults(database, bytes, clock);
  }

  @Override
  public CompletableFuture<Optional<Known>> find(String authorizationId) {
    return ask(() -> database.read(c -> known(c, authorizationId)), Optional.empty());
  }

  @Override
  public CompletableFuture<Answer> settle(Asked asked, Outcome byDefault) {
    Answer otherwise = Answer.byDefault(byDefault, asked.request().getEventTime());
    return ask(
            () ->
                database.transact(
                    connection -> {
                      DefaultTable.settle(connection, asked, byDefault, clock.instant(), bytes);
                      return known(connection, asked.id()).flatMap(Known::answer);
                    }),
            Optional.<Answer>empty())
        .thenApply(
            recorded ->
                recorded.orElseGet(
                    () -> {
                      unwritten.add(asked, byDefault);
                      return otherwise;
                    }));
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
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
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
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        AuthorizationRequest request = bytes.request(row.getBytes("request"));
        return Optional.of(
            new Known(
                request,
                bytes.answer(
                    row.getBytes("decision"),
                    row.getString("default_outcome"),
                    request.getEventTime())));
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    unwritten.close();
    database.close();
  }
}
