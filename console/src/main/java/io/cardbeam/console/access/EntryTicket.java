package io.cardbeam.console.access;

import io.cardbeam.text.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A way in that works once, soon after the start: whoever sees the terminal may open the page. */
final class EntryTicket {
  /** How long it can be used. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Instant end;
  private final String text = RandomText.next();
  private boolean used;

  EntryTicket(InstantSource clock) {
    this.clock = clock;
    this.end = clock.instant().plus(LIFETIME);
  }

  /** What stands on it. */
  String text() {
    return text;
  }

  /** Whether this is the ticket, not used yet and not too old; from now on it is used. */
  synchronized boolean use(String shown) {
    boolean good =
        !used
            && clock.instant().isBefore(end)
            && MessageDigest.isEqual(Sha256.of(text), Sha256.of(shown));
    used |= good;
    return good;
  }
}
