package io.cardbeam.local.parity;

import io.cardbeam.flink.RootCause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Waits for work however long it takes, as long as there is progress. */
final class PatientWait {
  /**
   * Longest time without progress. Servers start and stop within it, and files are sorted and
   * written.
   */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private PatientWait() {}

  /**
   * Does work on a thread of its own.
   *
   * @param what it is called in messages
   * @param progress a number that changes while there is progress
   * @throws IOException if the work fails, or stands still for {@link #PATIENCE}; it is then left
   *     alone
   */
  static <T> T until(String what, Callable<T> work, LongSupplier progress) throws IOException {
    return until(what, work, progress, PATIENCE);
  }

  static <T> T until(String what, Callable<T> work, LongSupplier progress, Duration patience)
      throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, what);
    thread.setDaemon(true);
    thread.start();
    long seen = progress.getAsLong();
    long movedNanos = System.nanoTime();
    while (true) {
      try {
        return task.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        long now = progress.getAsLong();
        if (now != seen) {
          seen = now;
          movedNanos = System.nanoTime();
        } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
          throw new IOException(
              what + " stands still: no progress for " + patience.toSeconds() + " seconds", notYet);
        }
      } catch (ExecutionException e) {
        throw new IOException(what + ": " + message(e.getCause() == null ? e : e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + what, e);
      }
    }
  }

  /** An IOException of this house says it well; others come from deep down. */
  private static String message(Throwable failure) {
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : RootCause.line(failure);
  }
}
