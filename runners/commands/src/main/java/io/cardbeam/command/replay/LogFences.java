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
 * send it behind them. A fence says of a log: what stands behind this place must not go before this
 * time. An event goes at the latest time of those before it in the log, if that is later than its
 * own; two events that go at one time go in the order of the log. This is the order of the log,
 * exactly, for any lateness.
 *
 * <p>A card has a log on {@link Topic#CARD_EVENTS} and one on {@link Topic#TRANSACTIONS}. On both
 * the order tells which of several events of one identity came first, and so stands; on the latter
 * also which of several transactions that compete for one hold is booked. What a stream wrote
 * itself is in no such log.
 *
 * <p>Built from the events that are sent, in order of time; an hour may be given again. It knows a
 * log's fences, which are few, and the highest place in each log, 24 bytes at most; a log goes by a
 * hash of 64 bits. Two logs with one hash would share their fences, which delays events and puts
 * none out of order.
 */
final class LogFences {
  /** Most logs, two of a card at most, so that their places fit into 1.2 GB. */
  static final int MAX_LOGS = 50_000_000;

  /** Most fences; some 100 bytes each. */
  static final int MAX_FENCES = 5_000_000;

  private final HighestByKey highest = new HighestByKey(MAX_LOGS);
  private final Map<Long, NavigableMap<Long, Long>> byLog = new HashMap<>();
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
   * @throws IOException if there are too many logs or fences
   */
  void add(Event event) throws IOException {
    if (!hasLog(event)) {
      return;
    }
    long log = log(event);
    long before = highest.put(log, event.position());
    if (before <= event.position()) {
      return;
    }
    NavigableMap<Long, Long> ofLog = byLog.computeIfAbsent(log, any -> new TreeMap<>());
    fences -= ofLog.size();
    put(ofLog, event.position(), event.eventTimeMillis());
    fences += ofLog.size();
    if (fences > maxFences) {
      throw new IOException(
          "more than "
              + maxFences
              + " events stand in their card's log before earlier ones: the archive seems to hold"
              + " more than one log; replay it in parts, with --from and --to");
    }
  }

  /** Times rise with the places: a fence with a later one before it says nothing more. */
  private static void put(NavigableMap<Long, Long> ofLog, long position, long millis) {
    Map.Entry<Long, Long> before = ofLog.floorEntry(position);
    if (before != null && before.getValue() >= millis) {
      return;
    }
    ofLog.tailMap(position, true).values().removeIf(time -> time <= millis);
    ofLog.put(position, millis);
  }

  /**
   * When an event goes: its own event time, or later if it came late.
   *
   * @return milliseconds since 1970 UTC
   */
  long atMillis(Event event) {
    long own = event.eventTimeMillis();
    if (byLog.isEmpty() || !hasLog(event)) {
      return own;
    }
    NavigableMap<Long, Long> ofLog = byLog.get(log(event));
    if (ofLog == null) {
      return own;
    }
    Map.Entry<Long, Long> fence = ofLog.lowerEntry(event.position());
    return fence == null ? own : Math.max(own, fence.getValue());
  }

  private static boolean hasLog(Event event) {
    Topic topic = event.type().topic();
    return topic == Topic.CARD_EVENTS || topic == Topic.TRANSACTIONS;
  }

  /** A token holds no blank. */
  private static long log(Event event) {
    String name = event.type().topic().topicName() + ' ' + event.cardToken();
    return SchemaNormalization.fingerprint64(name.getBytes(UTF_8));
  }
}
