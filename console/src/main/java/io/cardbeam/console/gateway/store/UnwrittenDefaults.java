package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.Asked;
import io.cardbeam.event.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers by default that were sent while the database did not answer: written as soon as it does.
 * A gateway that is killed before forgets them; so long, only its memory and the stream know what
 * was said.
 */
final class UnwrittenDefaults implements AutoCloseable {
  /** Most that wait; beyond, the oldest is given up and counted. */
  static final int MAX_WAITING = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenDefaults.class);
  private static final int RETRY_SECONDS = 1;

  private final Database database;
  private final StoredBytes bytes;
  private final InstantSource clock;
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "gateway-defaults");
            made.setDaemon(true);
            return made;
          });

  private long lost;

  private record Sent(Asked asked, Outcome outcome, Instant at) {}

  @SuppressWarnings("FutureReturnValueIgnored") // what it does never fails
  UnwrittenDefaults(Database database, StoredBytes bytes, InstantSource clock) {
    this.database = database;
    this.bytes = bytes;
    this.clock = clock;
    thread.scheduleWithFixedDelay(this::writeAll, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes a default that is sent now, and writes it as soon as it can be. */
  @SuppressWarnings("FutureReturnValueIgnored") // what it does never fails
  synchronized void add(Asked asked, Outcome outcome) {
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
      lost++;
      LOG.error("an answer by default was sent and can't be written: too many wait");
    }
    waiting.addLast(new Sent(asked, outcome, clock.instant()));
    if (waiting.size() == 1 && !thread.isShutdown()) {
      // The others wait for a database that does not answer, and are written with the next try.
      thread.execute(this::writeAll);
    }
  }

  /** How many are sent and not written. */
  synchronized int size() {
    return waiting.size();
  }

  /** How many were given up. */
  synchronized long lost() {
    return lost;
  }

  private synchronized @Nullable Sent first() {
    return waiting.peekFirst();
  }

  private synchronized void written(Sent sent) {
    waiting.remove(sent);
  }

  private void writeAll() {
    for (Sent sent = first(); sent != null; sent = first()) {
      Sent next = sent;
      try {
        database.change(
            connection ->
                DefaultTable.record(connection, next.asked(), next.outcome(), next.at(), bytes));
      } catch (SQLException | RuntimeException e) {
        LOG.debug("defaults wait on for {}", e.toString());
        return;
      }
      written(next);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(RETRY_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writeAll();
  }
}
