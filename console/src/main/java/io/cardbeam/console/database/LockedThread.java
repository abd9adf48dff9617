package io.cardbeam.console.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works while it holds a lock of the database: of all that want it in an installation
 * one works at a time, and the others wait for their turn. A turn that fails, as by the loss of the
 * lock's connection, is followed by another.
 */
public final class LockedThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LockedThread.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final Database database;
  private final long lock;
  private final Work work;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** What is done. */
  @FunctionalInterface
  public interface Work {
    /** Works for as long as its turn goes on. */
    void run(Turn turn) throws SQLException, InterruptedException;

    /** Done before each try to have a turn, whoever has it. */
    default void look() throws SQLException {}
  }

  /** The time in which the lock is held. */
  public final class Turn {
    private final AdvisoryLock held;

    private Turn(AdvisoryLock held) {
      this.held = held;
    }

    /**
     * Whether to go on; not where the thread is closed.
     *
     * @throws SQLException if the lock is lost
     */
    public boolean goesOn() throws SQLException {
      if (isClosed()) {
        return false;
      }
      held.require();
      return true;
    }

    /** Waits, or until the thread is closed. */
    public void pause(Duration pause) throws InterruptedException {
      await(pause);
    }
  }

  /**
   * A thread that is not started.
   *
   * @param lock any number that nothing else in this database locks
   */
  public LockedThread(String name, Database database, long lock, Work work) {
    this.database = database;
    this.lock = lock;
    this.work = work;
    this.thread = new Thread(this::runOn, name);
    thread.setDaemon(true);
  }

  /** Starts to work, or to wait for its turn. */
  public void start() {
    thread.start();
  }

  /** Whether it works, or waits for its turn. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void runOn() {
    try {
      do {
        try {
          work.look();
          takeTurn();
        } catch (SQLException | RuntimeException e) {
          LOG.warn("{} goes on after {}", thread.getName(), e.toString());
        }
      } while (!await(RETRY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeTurn() throws SQLException, InterruptedException {
    try (AdvisoryLock mine = AdvisoryLock.tryTake(database, lock)) {
      if (mine.isHeld()) {
        work.run(new Turn(mine));
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Whether it was closed within this time. */
  private boolean await(Duration pause) throws InterruptedException {
    return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the turn and the thread; what it was about to do is left to the next turn of whomever. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
