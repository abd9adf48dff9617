package io.cardbeam.console.outbox;

import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.LockedThread;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Retention;
import io.cardbeam.console.outbox.OutboxTable.Backlog;
import io.cardbeam.console.outbox.OutboxTable.Due;
import io.cardbeam.pipeline.books.BooksConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what {@link OutboxTable#add} wrote down, until Kafka has it. A kill at any moment loses
 * nothing: what was sent and not noted as such is sent again, the same bytes under the same key and
 * id, which everybody who reads them takes once. One works at a time in an installation.
 */
public final class Outbox implements AutoCloseable {
  /** Most records that are sent in one step. */
  static final int BATCH = 200;

  /** Any number that nothing else in this database locks. */
  static final long LOCK = 0x6361_7264_6f75_7462L;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Database database;
  private final Sender sender;
  private final InstantSource clock;
  private final Retention retention;
  private final LockedThread thread;
  private volatile Backlog backlog = new Backlog(0, 0);

  /** Where records go. */
  @FunctionalInterface
  public interface Sender {
    /** Sends a record; the future ends when it is stored, or with what went wrong. */
    CompletableFuture<Void> send(OutgoingRecord record);
  }

  Outbox(Database database, Sender sender, InstantSource clock) {
    this.database = database;
    this.sender = sender;
    this.clock = clock;
    this.retention =
        new Retention(
            clock, List.of(new Retention.Rule(OutboxTable.SENT, OutboxTable.DELETE_SENT)));
    this.thread = new LockedThread("outbox", database, LOCK, new Sending());
  }

  /**
   * Brings the schema up to date and starts to send what is there, and what comes.
   *
   * @param sender is there until this is closed
   */
  public static Outbox start(BooksConnection books, Sender sender, InstantSource clock) {
    ConsoleSchema.OUTBOX.migrate(books);
    Outbox outbox = new Outbox(new Database(books, Pool.OUTBOX), sender, clock);
    outbox.thread.start();
    return outbox;
  }

  /** Registers what it counts. */
  public void measuredBy(MeterRegistry registry) {
    Gauge.builder("outbox.unsent", this, outbox -> outbox.backlog.records())
        .description("Records that people caused and that Kafka does not have yet.")
        .register(registry);
    Gauge.builder("outbox.oldest.unsent", this, outbox -> outbox.backlog.oldestSeconds())
        .description("Age of the oldest of them.")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Ends without an exception if records are sent, or another console sends them. */
  public void check() {
    if (!thread.isAlive()) {
      throw new IllegalStateException("what people do is not sent any more");
    }
  }

  /** Sends in turn with the other consoles; each measures what is there to send. */
  private final class Sending implements LockedThread.Work {
    @Override
    public void look() throws SQLException {
      measure();
    }

    @Override
    public void run(LockedThread.Turn turn) throws SQLException, InterruptedException {
      while (turn.goesOn()) {
        turn.pause(step().pause());
      }
    }
  }

  /** What became of a step. */
  record Step(int due, int sent) {
    Duration pause() {
      if (sent < due) {
        return PAUSE_AFTER_FAILURE;
      }
      return due == BATCH ? Duration.ZERO : PAUSE;
    }
  }

  /** Sends what is due, at most {@link #BATCH} records, and notes what Kafka has. */
  Step step() throws SQLException, InterruptedException {
    List<Due> due = database.read(connection -> OutboxTable.due(connection, BATCH));
    List<Long> sent = due.isEmpty() ? List.of() : stored(due, begin(due));
    if (!sent.isEmpty()) {
      database.change(connection -> OutboxTable.setSent(connection, sent, clock.instant()));
    }
    if (!due.isEmpty() || backlog.records() > 0) {
      measure();
    }
    retention.step(database);
    return new Step(due.size(), sent.size());
  }

  /** Those of one key follow each other without waiting; the sender keeps their order. */
  private List<CompletableFuture<Void>> begin(List<Due> due) {
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (Due one : due) {
      CompletableFuture<Void> stored = sender.send(one.record());
      begun.add(stored);
      if (isUnavailable(stored)) {
        break; // Each of the others would wait as long, and fail.
      }
    }
    return begun;
  }

  private static boolean isUnavailable(CompletableFuture<Void> stored) {
    return stored.isCompletedExceptionally()
        && stored.handle((nothing, failure) -> failure instanceof RetriableException).join();
  }

  /**
   * Those that Kafka has. One that it did not take holds back those of its key that follow, even if
   * they arrived: they are sent again after it, so that the last of each stand in their order.
   */
  private static List<Long> stored(List<Due> due, List<CompletableFuture<Void>> begun)
      throws InterruptedException {
    List<Long> sent = new ArrayList<>();
    Set<List<Object>> heldBack = new HashSet<>();
    for (int i = 0; i < begun.size(); i++) {
      OutgoingRecord record = due.get(i).record();
      List<Object> of = List.of(record.topic(), record.key());
      try {
        begun.get(i).get();
        if (!heldBack.contains(of)) {
          sent.add(due.get(i).seq());
        }
      } catch (ExecutionException e) {
        if (heldBack.isEmpty()) {
          LOG.warn("record {} is sent again: {}", due.get(i).seq(), String.valueOf(e.getCause()));
        }
        heldBack.add(of);
      }
    }
    return sent;
  }

  private void measure() throws SQLException {
    backlog = database.read(OutboxTable::backlog);
  }

  /** Stops; what was sent and not noted is sent again at the next start. */
  @Override
  public void close() {
    thread.close();
    database.close();
  }
}
