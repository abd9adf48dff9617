package io.cardbeam.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at a fixed rate whatever becomes of what was sent before, and tells each its intended time:
 * who measures from there leaves out no delay that a slow answer, or this thread, caused to those
 * behind it (G. Tene, "How NOT to Measure Latency": coordinated omission).
 */
final class FixedRate {
  /** Sends one, which does not wait for its answer. */
  @FunctionalInterface
  interface Sending {
    /**
     * Sends.
     *
     * @param number counted from 0
     * @param intendedNanos when it was to be sent, on {@link System#nanoTime}
     */
    void send(long number, long intendedNanos) throws IOException;
  }

  private FixedRate() {}

  /** Sends for this time. */
  static void run(double perSecond, Duration time, Sending sending) throws IOException {
    long count = Math.round(perSecond * time.toNanos() / TimeUnit.SECONDS.toNanos(1));
    double periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begin = System.nanoTime();
    for (long number = 0; number < count; number++) {
      long intended = begin + (long) (number * periodNanos);
      for (long wait = intended - System.nanoTime(); wait > 0; ) {
        LockSupport.parkNanos(wait);
        wait = intended - System.nanoTime();
      }
      sending.send(number, intended);
    }
  }
}
