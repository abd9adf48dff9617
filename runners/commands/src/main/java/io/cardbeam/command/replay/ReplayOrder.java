package io.cardbeam.command.replay;

import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * An archive in the order in which it is replayed; the same archive, the same order.
 *
 * <ol>
 *   <li>Rules, lists and counts of addresses' cards come first, whatever the window: each bears the
 *       event time from which it counts, so being early changes no decision, and being late would.
 *   <li>Then all topics in one order of event time. A card's events on {@code card-events} keep the
 *       order of its log exactly, and so do those on {@code transactions}: one that came late waits
 *       until what stood before it has gone ({@link LogFences}). At most {@value #MAX_LATE} wait at
 *       a time. So of several events of one identity the one that stood goes first, whatever their
 *       times, and a stream that reads them takes the same one for the first.
 *   <li>An event that the archive holds twice goes once: the copies bear the same time, so they are
 *       found within an instant, of which at most {@value #MAX_AT_ONCE} events are held. One that
 *       has the identity of another of its instant and says something else is a dead letter; of
 *       another instant it goes, and the stream finds it. A request that its merchant asked again
 *       at another time was two records, and stays two.
 *   <li>What can't be read comes as a dead letter when it is met.
 * </ol>
 */
final class ReplayOrder implements Closeable {
  /** Most events that wait because they came late; some 600 bytes each. */
  static final int MAX_LATE = 1_000_000;

  /** Most events of one instant. */
  static final int MAX_AT_ONCE = 1_000_000;

  /** Of one time, each topic in the order of its log. */
  private static final Comparator<ReplayItem.OfEvent> SENDING_ORDER =
      Comparator.comparingLong(ReplayItem.OfEvent::atMillis)
          .thenComparingLong(ReplayOrder::placeAmongCardEvents)
          .thenComparingLong(item -> item.event().position())
          .thenComparing(ReplayItem.OfEvent::event, Event.CARD_ORDER);

  private final ArchiveScan scan;
  private final InputWindow window;
  private final int maxLate;
  private final Iterator<List<ArchiveFile>> hours;
  private final Deque<ReplayItem> ready = new ArrayDeque<>();
  private final PriorityQueue<ReplayItem.OfEvent> late = new PriorityQueue<>(SENDING_ORDER);
  private Optional<HourMerge> hour = Optional.empty();
  private Optional<Event> head = Optional.empty();
  private boolean begun;
  private long duplicates;
  private long outside;
  private long lateSoFar;

  /**
   * Begins at the beginning.
   *
   * @param window events outside are counted and left out
   */
  ReplayOrder(ArchiveScan scan, InputWindow window) {
    this(scan, window, MAX_LATE);
  }

  ReplayOrder(ArchiveScan scan, InputWindow window, int maxLate) {
    this.scan = scan;
    this.window = window;
    this.maxLate = maxLate;
    this.hours = scan.archive().hours().values().iterator();
    ready.addAll(scan.rules().items());
    ready.addAll(scan.addressCounts().items());
    scan.archive().astray().forEach(letter -> ready.add(new ReplayItem.Unread(letter)));
    duplicates = scan.rules().duplicates() + scan.addressCounts().duplicates();
  }

  private static long placeAmongCardEvents(ReplayItem.OfEvent item) {
    Event event = item.event();
    return event.type().topic() == Topic.CARD_EVENTS ? event.position() : 0;
  }

  /**
   * The next one; empty at the end.
   *
   * @throws IOException if a limit is hit, a file went away, or storage fails
   */
  Optional<ReplayItem> next() throws IOException {
    if (!begun) {
      begun = true;
      head = nextEvent();
    }
    while (ready.isEmpty() && head.isPresent()) {
      instant(head.get().eventTimeMillis());
    }
    if (ready.isEmpty() && !late.isEmpty()) {
      ready.add(late.remove());
    }
    return Optional.ofNullable(ready.poll());
  }

  private void instant(long millis) throws IOException {
    releaseBefore(millis);
    List<Event> all = new ArrayList<>();
    while (head.isPresent() && head.get().eventTimeMillis() == millis) {
      all.add(head.get());
      if (all.size() > MAX_AT_ONCE) {
        throw new IOException("more than " + MAX_AT_ONCE + " events at " + millis + " ms");
      }
      head = nextEvent();
    }
    DistinctEvents distinct = DistinctEvents.of(all);
    duplicates += distinct.copies();
    distinct
        .conflicts()
        .forEach(conflict -> ready.add(new ReplayItem.Unread(ConflictLetter.of(conflict))));
    List<ReplayItem.OfEvent> now = new ArrayList<>();
    for (Event event : distinct.events()) {
      if (!window.holds(event)) {
        outside++;
      } else {
        take(new ReplayItem.OfEvent(event, scan.fences().atMillis(event)), now);
      }
    }
    releaseInto(now, millis);
    now.sort(SENDING_ORDER);
    ready.addAll(now);
  }

  private void take(ReplayItem.OfEvent item, List<ReplayItem.OfEvent> now) throws IOException {
    if (item.atMillis() == item.event().eventTimeMillis()) {
      now.add(item);
      return;
    }
    late.add(item);
    lateSoFar++;
    if (late.size() > maxLate) {
      throw new IOException(
          "more than "
              + maxLate
              + " events that came late wait for what stood before them: the archive seems to hold"
              + " more than one log; replay it in parts, with --from and --to");
    }
  }

  private void releaseBefore(long millis) {
    while (!late.isEmpty() && late.peek().atMillis() < millis) {
      ready.add(late.remove());
    }
  }

  private void releaseInto(List<ReplayItem.OfEvent> now, long millis) {
    while (!late.isEmpty() && late.peek().atMillis() == millis) {
      now.add(late.remove());
    }
  }

  private Optional<Event> nextEvent() throws IOException {
    while (true) {
      if (hour.isPresent()) {
        Optional<Event> event = hour.get().next();
        if (event.isPresent()) {
          return event;
        }
        hour.get().close();
        hour = Optional.empty();
      }
      if (!hours.hasNext()) {
        return Optional.empty();
      }
      hour =
          Optional.of(
              new HourMerge(
                  hours.next(),
                  scan.unsorted(),
                  scan.lastHourMillis(),
                  letter -> ready.add(new ReplayItem.Unread(letter))));
    }
  }

  /** Records so far that are copies of others. */
  long duplicates() {
    return duplicates;
  }

  /** Events so far that lie outside the window. */
  long outside() {
    return outside;
  }

  /** Events so far that came late and wait, or waited, for what stood before them. */
  long late() {
    return lateSoFar;
  }

  @Override
  public void close() throws IOException {
    if (hour.isPresent()) {
      hour.get().close();
    }
  }
}
