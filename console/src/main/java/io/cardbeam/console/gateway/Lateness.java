package io.cardbeam.console.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the newest decision took to come. While decisions come late, a request more would end in
 * an answer by default and make those behind it later still; while none come, the stream is down,
 * and an answer by default is what was agreed.
 */
final class Lateness {
  /** A decision that came longer ago says nothing about the next. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private volatile Seen newest;

  private record Seen(long atNanos, long tookNanos) {}

  Lateness(LongSupplier nanos) {
    this.nanos = nanos;
    newest = new Seen(nanos.getAsLong() - FRESH_NANOS, 0);
  }

  /** The time, to be given back with the decision. */
  long now() {
    return nanos.getAsLong();
  }

  /** A decision has come, of a request that was taken then. */
  void decided(long sinceNanos) {
    long now = nanos.getAsLong();
    newest = new Seen(now, now - sinceNanos);
  }

  /** Whether decisions come now, and later than this. */
  boolean isAbove(Duration limit) {
    Seen seen = newest;
    return nanos.getAsLong() - seen.atNanos() < FRESH_NANOS && seen.tookNanos() > limit.toNanos();
  }
}
