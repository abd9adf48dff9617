package io.cardbeam.console.operate;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own. What fails is logged and tried again. */
public final class PeriodicTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

  private final String failure;
  private final Work work;
  private final ScheduledExecutorService thread;

  /** What is done. */
  @FunctionalInterface
  public interface Work {
    /** Does it once. */
    void run() throws Exception;
  }

  private PeriodicTask(String name, String failure, Work work) {
    this.failure = failure;
    this.work = work;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, name);
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Starts it.
   *
   * @param name of the thread
   * @param failure what is logged, with the reason, when it fails
   * @param first how long until it is done first
   * @param pause between the end of one time and the next
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What it does reports its own failures.
  public static PeriodicTask start(
      String name, String failure, Duration first, Duration pause, Work work) {
    PeriodicTask task = new PeriodicTask(name, failure, work);
    task.thread.scheduleWithFixedDelay(
        task::once, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return task;
  }

  private void once() {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{}: {}", failure, e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
