package io.cardbeam.command.replay;

import io.cardbeam.wire.Topic;
import java.util.Map;

/**
 * What a replay to Kafka has done.
 *
 * @param sentBefore events, rules and dead letters that an earlier run had sent
 * @param sent events and rules, by topic
 * @param deadLetters sent
 * @param duplicates records that the archive holds once more, not sent
 * @param outside events outside the window, not sent
 * @param late events that waited for what stood before them in their card's log
 * @param stopped whether it stopped before the end
 * @param reachedMillis how far event time has come, milliseconds since 1970 UTC; the least there is
 *     before the first event
 */
record ReplayCounts(
    long sentBefore,
    Map<Topic, Long> sent,
    long deadLetters,
    long duplicates,
    long outside,
    long late,
    boolean stopped,
    long reachedMillis) {

  /** Events and rules sent. */
  long sentNow() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What became of all records that were read. */
  long accountedFor() {
    return sentBefore + sentNow() + deadLetters + duplicates + outside;
  }
}
