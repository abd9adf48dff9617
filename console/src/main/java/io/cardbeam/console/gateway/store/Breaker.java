package io.cardbeam.console.gateway.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps callers from a database that does not answer: after a failure nobody asks it for a second,
 * then one caller tries.
 */
final class Breaker {
  /** How long nobody asks after a failure. */
  static final Duration REST = Duration.ofSeconds(1);

  private static final long CLOSED = 0;

  private final LongSupplier nanoClock;

  /** When to try next, or {@link #CLOSED}. */
  private final AtomicLong nextTry = new AtomicLong(CLOSED);

  Breaker(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Whether this caller may ask; while the database rests, one a second may. */
  boolean mayAsk() {
    long due = nextTry.get();
    if (due == CLOSED) {
      return true;
    }
    long now = nanoClock.getAsLong();
    return now - due >= 0 && nextTry.compareAndSet(due, restUntil(now));
  }

  /** The database answered. */
  void answered() {
    nextTry.set(CLOSED);
  }

  /** The database failed, or did not answer in time. */
  void failed() {
    nextTry.set(restUntil(nanoClock.getAsLong()));
  }

  private static long restUntil(long now) {
    long until = now + REST.toNanos();
    return until == CLOSED ? 1 : until;
  }
}
