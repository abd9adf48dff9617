package io.cardbeam.console.people;

import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords, which is slow on purpose, in threads of its own: half of the cores at most, and
 * {@value #MAX_QUEUED} wait. Who comes when they do is asked to come again: a flood of sign-ins
 * costs payments neither threads nor all of the processor.
 */
final class PasswordHashing implements AutoCloseable {
  /** Most that wait for a thread. */
  static final int MAX_QUEUED = 16;

  private final ThreadPoolExecutor threads;

  PasswordHashing() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  PasswordHashing(int size) {
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUED),
            work -> {
              Thread thread = new Thread(work, "password-hashing");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Does it, and waits for it.
   *
   * @throws RefusedException if too many wait
   */
  <T> T work(Supplier<T> hashing) throws RefusedException {
    try {
      return CompletableFuture.supplyAsync(hashing, threads).get();
    } catch (RejectedExecutionException e) {
      throw new RefusedException(
          Problem.of(ProblemType.OVERLOADED, "Too many sign in at once: try again in a moment.")
              .retryAfterSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(ProblemType.UNAVAILABLE, "The console stops.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }

  /** How many wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
