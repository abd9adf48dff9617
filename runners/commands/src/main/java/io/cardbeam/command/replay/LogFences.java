package io.cardbeam.command.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.SchemaNormalization;

/**
 * Where event time contradicts the order of a card's log. An archive is read by event time, but an
 * event that came late stands in the log behind events that happened after it, and a replay must
 * send it behind them. A fence says of a card: what stands behind this place of its log must not go
 * before this time. An event goes at the latest time of those before it in the log, if that is
 * later than its own; two events that go at one time go in the order of the log. This is the order
 * of the log, exactly, for any lateness.
 *
 * <p>Built from the events that are sent, in order of time; an hour may be given again. It knows a
 * card's fences, which are few, and the highest place in the log of each card, 24 bytes at most; a
 * card goes by a hash of 64 bits. Two cards with one hash would share their fences, which delays
 * events and puts none out of order.
 */
final class LogFences {
  /** Most cards, so that their places fit into 1.2 GB. */
  static final int MAX_CARDS = 50_000_000;

  /** Most fences; some 100 bytes each. */
  static final int MAX_FENCES = 5_000_000;

  private final HighestByKey highest = new HighestByKey(MAX_CARDS);
  private final Map<Long, NavigableMap<Long, Long>> byCard = new HashMap<>();
  private final long maxFences;
  private long fences;

  LogFences() {
    this(MAX_FENCES);
  }

  LogFences(long maxFences) {
    this.maxFences = maxFences;
  }

  /**
   * Takes an event into account; those that have no place in a log are skipped.
   *
   * @throws IOException if there are too many cards or fences
   */
  void add(Event event) throws IOException {
    if (event.type().topic() != Topic.CARD_EVENTS) {
      return;
    }
    long card = hash(event.cardToken());
    long before = highest.put(card, event.position());
    if (before <= event.position()) {
      return;
    }
    NavigableMap<Long, Long> ofCard = byCard.computeIfAbsent(card, c -> new TreeMap<>());
    fences -= ofCard.size();
    put(ofCard, event.position(), event.eventTimeMillis());
    fences += ofCard.size();
    if (fences > maxFences) {
      throw new IOException(
          "more than "
              + maxFences
              + " events stand in their card's log before earlier ones: the archive seems to hold"
              + " more than one log; replay it in parts, with --from and --to");
    }
  }

  /** Times rise with the places: a fence with a later one before it says nothing more. */
  private static void put(NavigableMap<Long, Long> ofCard, long position, long millis) {
    Map.Entry<Long, Long> before = ofCard.floorEntry(position);
    if (before != null && before.getValue() >= millis) {
      return;
    }
    ofCard.tailMap(position, true).values().removeIf(time -> time <= millis);
    ofCard.put(position, millis);
  }

  /**
   * When an event goes: its own event time, or later if it came late.
   *
   * @return milliseconds since 1970 UTC
   */
  long atMillis(Event event) {
    long own = event.eventTimeMillis();
    if (event.type().topic() != Topic.CARD_EVENTS || byCard.isEmpty()) {
      return own;
    }
    NavigableMap<Long, Long> ofCard = byCard.get(hash(event.cardToken()));
    if (ofCard == null) {
      return own;
    }
    Map.Entry<Long, Long> fence = ofCard.lowerEntry(event.position());
    return fence == null ? own : Math.max(own, fence.getValue());
  }

  private static long hash(String cardToken) {
    return SchemaNormalization.fingerprint64(cardToken.getBytes(UTF_8));
  }
}
