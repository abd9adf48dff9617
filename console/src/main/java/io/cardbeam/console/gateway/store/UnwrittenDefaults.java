package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.SentDefault;
import java.sql.SQLException;
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
 * What a gateway that is killed before forgets, the recorder learns from Kafka ({@link
 * SentDefault}).
 */
final class UnwrittenDefaults implements AutoCloseable {
  /** Most that wait; beyond, the oldest is given up and counted. */
  static final int MAX_WAITING = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenDefaults.class);
  private static final int RETRY_SECONDS = 1;

  private final Database database;
  private final StoredBytes bytes;
  private final Deque<SentDefault> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "gateway-defaults");
            made.setDaemon(true);
            return made;
          });

  private long lost;

  @SuppressWarnings("FutureReturnValueIgnored") // what it does never fails
  UnwrittenDefaults(Database database, StoredBytes bytes) {
    this.database = database;
    this.bytes = bytes;
    thread.scheduleWithFixedDelay(this::writeAll, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes a default that is sent now, and writes it as soon as it can be. */
  @SuppressWarnings("FutureReturnValueIgnored") // what it does never fails
  synchronized void add(SentDefault answer) {
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
      lost++;
      LOG.error("an answer by default was sent and can't be written: too many wait");
    }
    waiting.addLast(answer);
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

  private synchronized @Nullable SentDefault first() {
    return waiting.peekFirst();
  }

  private synchronized void written(SentDefault sent) {
    waiting.remove(sent);
  }

  private void writeAll() {
    for (SentDefault sent = first(); sent != null; sent = first()) {
      SentDefault next = sent;
      try {
        database.change(connection -> DefaultTable.record(connection, next, bytes));
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
