package io.cardbeam.address;

import io.cardbeam.event.AddressCount;
import io.cardbeam.wire.AddressCountChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An address in a clock hour of event time, whose cards are counted.
 *
 * @param addressHash as requests have it in {@code client_ip_hash}
 * @param startMillis start of the hour, milliseconds since 1970 UTC
 */
public record CountedHour(String addressHash, long startMillis) {
  /** Fewest cards that are published: two are a couple with one router. */
  public static final int MIN_PUBLISHED = 3;

  /** How far a count's effective-from lies ahead of its publishing, as that of rules does. */
  public static final Duration LEAD = Duration.ofSeconds(10);

  /** The hour that an event lies in. */
  public static CountedHour of(String addressHash, long eventTimeMillis) {
    return new CountedHour(
        addressHash,
        eventTimeMillis - Math.floorMod(eventTimeMillis, AddressCountChecks.HOUR_MILLIS));
  }

  /** Event time from which no count of this hour is in force any more: the end of the next one. */
  public long untilMillis() {
    return startMillis + AddressCountChecks.LIFE_MILLIS;
  }

  /**
   * What is published when the hour's cards have become more. It counts for requests that lie
   * {@link #LEAD} ahead of the clock and of the request that brought the last card: these are not
   * decided yet, so a replay, which has all counts from the beginning, decides each as it was
   * decided.
   *
   * @param cards how many there are now
   * @param eventTimeMillis of the request with the last of them
   * @param nowMillis the clock
   * @return empty if they are fewer than {@value #MIN_PUBLISHED}, or the count would end before it
   *     begins: old events that are read again publish nothing
   */
  public Optional<AddressCount> published(int cards, long eventTimeMillis, long nowMillis) {
    long fromMillis = Math.max(eventTimeMillis, nowMillis) + LEAD.toMillis();
    if (cards < MIN_PUBLISHED || fromMillis >= untilMillis()) {
      return Optional.empty();
    }
    return Optional.of(
        new AddressCount(
            addressHash,
            Instant.ofEpochMilli(startMillis),
            cards,
            Instant.ofEpochMilli(fromMillis),
            Instant.ofEpochMilli(untilMillis()),
            Instant.ofEpochMilli(nowMillis)));
  }
}
