package io.cardbeam.command.traffic;

import java.util.concurrent.TimeUnit;

/**
 * Event time that runs at a multiple of the clock, from the first time it is asked for. For use by
 * one thread.
 */
public final class EventClock {
  private final double factor;
  private boolean started;
  private long firstNanos;
  private long firstEventMillis;

  /**
   * Not started yet.
   *
   * @param factor seconds of event time per second; 1 is as it was
   * @throws IllegalArgumentException unless above 0
   */
  public EventClock(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("speed " + factor + " is not above 0");
    }
    this.factor = factor;
  }

  boolean isStarted() {
    return started;
  }

  /**
   * Nanoseconds until event time gets there; 0 or less if it has. The first call starts the clock
   * at its event time.
   *
   * @param eventTimeMillis since 1970 UTC
   * @param nowNanos of {@link System#nanoTime}
   */
  public long nanosUntil(long eventTimeMillis, long nowNanos) {
    if (!started) {
      started = true;
      firstNanos = nowNanos;
      firstEventMillis = eventTimeMillis;
    }
    double aheadMillis = (eventTimeMillis - firstEventMillis) / factor;
    double aheadNanos = aheadMillis * TimeUnit.MILLISECONDS.toNanos(1);
    return Math.round(aheadNanos) - (nowNanos - firstNanos);
  }
}
