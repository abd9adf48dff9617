package io.cardbeam.command.replay;

import io.cardbeam.traffic.InputWindow;
import io.cardbeam.traffic.LatestHour;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A first look over an archive, before anything is sent: how much there is, which files are not in
 * order, where event time contradicts the order of a log, and which events bear a date that can't
 * be.
 *
 * @param archive that was looked at
 * @param unsorted files that are not in order of time
 * @param fences where events must wait
 * @param rules all of the archive's
 * @param addressCounts all of the archive's
 * @param read events, rules, counts and dead letters
 * @param lastHourMillis events of later hours are refused, milliseconds since 1970 UTC
 * @param fromTheFuture how many are
 */
record ArchiveScan(
    Archive archive,
    Set<ArchiveFile> unsorted,
    LogFences fences,
    PublishedItems rules,
    PublishedItems addressCounts,
    long read,
    long lastHourMillis,
    long fromTheFuture) {

  private interface EventSink {
    void add(Event event) throws IOException;
  }

  /**
   * Reads all events; an hour that lies far behind all before it twice, if it is taken.
   *
   * @param window nothing waits for events outside it, as these are not sent; where it has an end,
   *     no date within is refused
   * @param progress receives how many were read so far, now and then
   * @throws IOException if a limit is hit or storage fails; what is damaged is a dead letter, and
   *     no error
   */
  static ArchiveScan of(Archive archive, InputWindow window, LongConsumer progress)
      throws IOException {
    Set<ArchiveFile> unsorted = new HashSet<>();
    LogFences fences = new LogFences();
    PublishedItems rules = PublishedItems.ofRules(archive.rules());
    PublishedItems counts = PublishedItems.ofAddressCounts(archive.addressCounts());
    EventSink within =
        event -> {
          if (window.holds(event)) {
            fences.add(event);
          }
        };
    boolean isOpen = !window.hasEnd();
    LatestHour latest = new LatestHour();
    List<List<ArchiveFile>> doubtful = new ArrayList<>();
    long read =
        archive.astray().size()
            + rules.items().size()
            + rules.duplicates()
            + counts.items().size()
            + counts.duplicates();
    for (Map.Entry<Long, List<ArchiveFile>> hour : archive.hours().entrySet()) {
      // What is refused must set up no fence: all that came behind it would wait for its date.
      boolean isDoubtful = isOpen && latest.mayExclude(hour.getKey());
      if (isDoubtful) {
        doubtful.add(hour.getValue());
      } else {
        hours(doubtful, unsorted, within);
        doubtful.clear();
      }
      AtomicLong letters = new AtomicLong();
      long events = hour(hour.getValue(), unsorted, isDoubtful ? event -> {} : within, letters);
      latest.add(hour.getKey(), events);
      read += events + letters.get();
      progress.accept(read);
    }
    long lastHourMillis = isOpen ? latest.millis() : Long.MAX_VALUE;
    doubtful.removeIf(files -> files.get(0).hourMillis() > lastHourMillis);
    hours(doubtful, unsorted, within);
    return new ArchiveScan(
        archive,
        Set.copyOf(unsorted),
        fences,
        rules,
        counts,
        read,
        lastHourMillis,
        isOpen ? latest.excluded() : 0);
  }

  private static void hours(
      List<List<ArchiveFile>> hours, Set<ArchiveFile> unsorted, EventSink events)
      throws IOException {
    for (List<ArchiveFile> files : hours) {
      hour(files, unsorted, events, new AtomicLong());
    }
  }

  /**
   * Reads an hour, and again for each file in it that turns out not to be in order.
   *
   * @param letters is set to how many dead letters it has
   * @return how many events it has
   */
  private static long hour(
      List<ArchiveFile> files, Set<ArchiveFile> unsorted, EventSink events, AtomicLong letters)
      throws IOException {
    while (true) {
      long read = 0;
      letters.set(0);
      try (HourMerge hour =
          new HourMerge(files, unsorted, Long.MAX_VALUE, letter -> letters.incrementAndGet())) {
        for (Optional<Event> next = hour.next(); next.isPresent(); next = hour.next()) {
          read++;
          events.add(next.get());
        }
        return read;
      } catch (UnsortedFileException e) {
        unsorted.add(e.file());
      }
    }
  }
}
