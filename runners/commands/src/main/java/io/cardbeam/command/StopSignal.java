package io.cardbeam.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a kill that can be heard. The process then ends only when this is closed, so that
 * there is time to stop in order; but not later than {@link #PATIENCE} after it.
 */
public final class StopSignal implements Stopping {
  /** How long the process waits for it. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Duration patience;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch inOrder = new CountDownLatch(1);

  /** Listens from now on, for work that stops within two minutes. */
  public StopSignal() {
    this(PATIENCE);
  }

  /**
   * Listens from now on.
   *
   * @param patience how long the process waits for the work to stop
   */
  public StopSignal(Duration patience) {
    this.patience = patience;
    Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop-signal"));
  }

  private void ask() {
    asked.countDown();
    try {
      boolean stopped = inOrder.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!stopped) {
        System.err.println("cardbeam: gave up stopping in order after " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** The process may end. */
  @Override
  public void close() {
    inOrder.countDown();
  }
}
