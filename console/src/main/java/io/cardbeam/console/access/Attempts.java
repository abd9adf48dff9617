package io.cardbeam.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong keys by the address they come from: {@value #MAX_FAILURES} in a {@link #PERIOD},
 * then none is looked at until it is over. Remembers {@value #MAX_ADDRESSES} addresses, the one
 * heard of longest ago gives way.
 */
final class Attempts {
  /** Wrong keys that an address may send in a period. */
  static final int MAX_FAILURES = 10;

  /** How long they count. */
  static final Duration PERIOD = Duration.ofMinutes(1);

  /** Most addresses that are remembered. */
  static final int MAX_ADDRESSES = 1_000;

  private final InstantSource clock;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  private record Failures(Instant since, int count) {}

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether a key from this address is looked at. */
  synchronized boolean mayTry(String address) {
    return current(address).count() < MAX_FAILURES;
  }

  /** Tells of a wrong key. */
  synchronized void failed(String address) {
    Failures now = current(address);
    byAddress.remove(address);
    if (byAddress.size() >= MAX_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    byAddress.put(address, new Failures(now.since(), now.count() + 1));
  }

  private Failures current(String address) {
    Instant now = clock.instant();
    Failures known = byAddress.getOrDefault(address, new Failures(now, 0));
    return known.since().plus(PERIOD).isAfter(now) ? known : new Failures(now, 0);
  }
}
