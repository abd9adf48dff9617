package io.cardbeam.console.access;

import io.cardbeam.text.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is signed in. Sessions live in memory only and end after {@link #LIFETIME}; at most {@value
 * #MAX_SESSIONS} are open, the oldest gives way.
 */
final class Sessions {
  /** How long a session lasts, used or not. */
  static final Duration LIFETIME = Duration.ofHours(12);

  /** Most sessions at once. */
  static final int MAX_SESSIONS = 1_000;

  private final InstantSource clock;

  /** End of each session by the digest of its id: a dump of memory opens none. */
  private final Map<String, Instant> endById = new LinkedHashMap<>();

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Opens a session and tells its id. */
  synchronized String open() {
    endById.values().removeIf(end -> !end.isAfter(clock.instant()));
    if (endById.size() >= MAX_SESSIONS) {
      endById.remove(endById.keySet().iterator().next());
    }
    String id = RandomText.next();
    endById.put(key(id), clock.instant().plus(LIFETIME));
    return id;
  }

  /** Whether this is the id of an open session. */
  synchronized boolean isOpen(String id) {
    Instant end = endById.get(key(id));
    return end != null && end.isAfter(clock.instant());
  }

  /** Ends a session, if it is one. */
  synchronized void close(String id) {
    endById.remove(key(id));
  }

  private static String key(String id) {
    return HexFormat.of().formatHex(Sha256.of(id));
  }
}
