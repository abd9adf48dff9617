package io.cardbeam.command.traffic;

import io.cardbeam.traffic.Step;
import java.util.concurrent.TimeUnit;

/**
 * One request each so many nanoseconds; what is no request goes with the request after it. A delay
 * of up to a second is made good, a longer one is not: the pipeline would be flooded.
 */
final class SteadyPace implements Pace {
  private static final long MADE_GOOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long intervalNanos;
  private long dueNanos;
  private boolean started;

  SteadyPace(double requestsPerSecond) {
    if (!(requestsPerSecond > 0)) {
      throw new IllegalArgumentException("rate " + requestsPerSecond + " is not above 0");
    }
    intervalNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / requestsPerSecond);
  }

  @Override
  public long nanosUntil(Step step, long nowNanos) {
    if (!started || step instanceof Step.Publish) {
      return 0;
    }
    return dueNanos - nowNanos;
  }

  @Override
  public void sent(long nowNanos) {
    long earliest = nowNanos - MADE_GOOD_NANOS;
    // Differences, as nanoTime may run over.
    boolean keepsUp = started && dueNanos - earliest > 0;
    dueNanos = (keepsUp ? dueNanos : nowNanos) + intervalNanos;
    started = true;
  }
}
