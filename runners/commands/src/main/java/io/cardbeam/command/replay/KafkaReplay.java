package io.cardbeam.command.replay;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.Stopping;
import io.cardbeam.command.traffic.EventClock;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends an archive's events to Kafka, in order and at a pace, and keeps a bookmark. Killed, a run
 * may have sent up to {@value #ITEMS_BETWEEN_BOOKMARKS} records behind its bookmark, which the next
 * run sends again; stopped, or at its end, none. Sent again, an event has the same id and bytes.
 */
final class KafkaReplay {
  /** Most records that are sent without a bookmark being kept. */
  static final int ITEMS_BETWEEN_BOOKMARKS = 10_000;

  private static final long BOOKMARK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SHOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private final EventSender sender;
  private final Optional<EventClock> clock;
  private final long pacedFromMillis;
  private final ReplayBookmark bookmark;
  private final Stopping stop;
  private final ProgressLine line;
  private final Map<Topic, Long> sent = new EnumMap<>(Topic.class);
  private long sentBefore;
  private long deadLetters;
  private long reachedMillis = Long.MIN_VALUE;
  private long items;
  private Optional<ReplayItem> last = Optional.empty();
  private long keptItems;
  private long keptNanos = System.nanoTime();
  private long shownNanos = System.nanoTime();

  /**
   * Not begun yet.
   *
   * @param clock that event time keeps to; none for as fast as it goes
   * @param pacedFromMillis event time from which on it does; what is earlier goes at once
   * @param stop is asked before each record
   */
  KafkaReplay(
      EventSender sender,
      Optional<EventClock> clock,
      long pacedFromMillis,
      ReplayBookmark bookmark,
      Stopping stop,
      ProgressLine line) {
    this.sender = sender;
    this.clock = clock;
    this.pacedFromMillis = pacedFromMillis;
    this.bookmark = bookmark;
    this.stop = stop;
    this.line = line;
  }

  /**
   * Sends what was not sent before, to the end or until it is stopped.
   *
   * @param of how many records there are, for the progress
   * @throws IOException if Kafka or the archive fails, or the archive is not what it was when the
   *     bookmark was kept; what was sent is then sent again, from the last bookmark on
   */
  ReplayCounts send(ReplayOrder order, Optional<ReplayBookmark.Place> from, long of)
      throws IOException {
    if (from.isPresent() && !passOver(order, from.get(), of)) {
      return counts(order, true);
    }
    boolean stopped = false;
    for (Optional<ReplayItem> next = order.next(); next.isPresent(); next = order.next()) {
      if (!isDue(next.get(), of)) {
        stopped = true;
        break;
      }
      send(next.get());
      done(next.get());
      if (items - keptItems >= ITEMS_BETWEEN_BOOKMARKS
          || System.nanoTime() - keptNanos > BOOKMARK_NANOS) {
        keep();
      }
    }
    if (stopped) {
      keep();
    } else {
      sender.flush();
      bookmark.forget();
    }
    return counts(order, stopped);
  }

  private ReplayCounts counts(ReplayOrder order, boolean stopped) {
    line.hide();
    return new ReplayCounts(
        sentBefore,
        sent,
        deadLetters,
        order.duplicates(),
        order.outside(),
        order.late(),
        stopped,
        reachedMillis);
  }

  /** Whether it came to the place; if not, it was stopped on the way, and the bookmark stays. */
  private boolean passOver(ReplayOrder order, ReplayBookmark.Place place, long of)
      throws IOException {
    while (items < place.items()) {
      if (stop.isAsked()) {
        return false;
      }
      done(order.next().orElseThrow(this::changed));
      sentBefore++;
      show(of);
    }
    if (!last.map(ReplayItem::name).equals(Optional.of(place.last()))) {
      throw changed();
    }
    keptItems = items;
    return true;
  }

  private IOException changed() {
    return new IOException(
        "the archive is not what it was before the place where the replay stopped; delete "
            + bookmark.file()
            + " to begin again");
  }

  /** Waits until a record is due; false if it should stop instead. */
  private boolean isDue(ReplayItem item, long of) throws IOException {
    while (!stop.isAsked()) {
      show(of);
      long waitNanos = nanosUntil(item);
      if (waitNanos <= 0) {
        return true;
      }
      if (items > keptItems && System.nanoTime() - keptNanos > BOOKMARK_NANOS) {
        keep();
      }
      try {
        if (stop.await(Duration.ofNanos(Math.min(waitNanos, LONGEST_WAIT.toNanos())))) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for event time", e);
      }
    }
    return false;
  }

  private long nanosUntil(ReplayItem item) {
    return item instanceof ReplayItem.OfEvent event
            && clock.isPresent()
            && event.atMillis() >= pacedFromMillis
        ? clock.get().nanosUntil(event.atMillis(), System.nanoTime())
        : 0;
  }

  private void send(ReplayItem item) throws IOException {
    if (item instanceof ReplayItem.OfEvent event) {
      sender.send(event.event());
      sent.merge(event.event().type().topic(), 1L, Long::sum);
    } else if (item instanceof ReplayItem.OfRule rule) {
      sender.send(rule.rule());
      sent.merge(Topic.RULES, 1L, Long::sum);
    } else if (item instanceof ReplayItem.OfAddressCount count) {
      sender.send(count.count());
      sent.merge(Topic.ADDRESS_COUNTS, 1L, Long::sum);
    } else if (item instanceof ReplayItem.Unread unread) {
      sender.send(unread.letter());
      deadLetters++;
    }
  }

  private void done(ReplayItem item) {
    items++;
    last = Optional.of(item);
    if (item instanceof ReplayItem.OfEvent event) {
      reachedMillis = Math.max(reachedMillis, event.atMillis());
    }
  }

  private void keep() throws IOException {
    sender.flush();
    if (last.isPresent()) {
      bookmark.keep(new ReplayBookmark.Place(items, last.get().name()));
    }
    keptItems = items;
    keptNanos = System.nanoTime();
  }

  private void show(long of) {
    long nowNanos = System.nanoTime();
    if (nowNanos - shownNanos > SHOW_NANOS) {
      shownNanos = nowNanos;
      line.show(
          String.format(
              Locale.ROOT,
              "%,d of %,d records%s",
              items,
              of,
              reachedMillis == Long.MIN_VALUE ? "" : ", " + Instant.ofEpochMilli(reachedMillis)));
    }
  }
}
