package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;
import java.util.concurrent.TimeUnit;

/** The first request is due at once; from there event time runs at a multiple of the clock. */
final class EventTimePace implements Pace {
  private final double factor;
  private boolean started;
  private long firstNanos;
  private long firstEventMillis;

  EventTimePace(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("speed " + factor + " is not above 0");
    }
    this.factor = factor;
  }

  @Override
  public long nanosUntil(Step step, long nowNanos) {
    if (!started && step instanceof Step.Publish) {
      return 0;
    }
    if (!started) {
      started = true;
      firstNanos = nowNanos;
      firstEventMillis = step.eventTimeMillis();
    }
    double aheadMillis = (step.eventTimeMillis() - firstEventMillis) / factor;
    double aheadNanos = aheadMillis * TimeUnit.MILLISECONDS.toNanos(1);
    return Math.round(aheadNanos) - (nowNanos - firstNanos);
  }
}
