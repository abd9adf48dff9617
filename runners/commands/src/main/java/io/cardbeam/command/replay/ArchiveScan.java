package io.cardbeam.command.replay;

import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A first look over an archive, before anything is sent: how much there is, which files are not in
 * order, and where event time contradicts the order of a log.
 *
 * @param archive that was looked at
 * @param unsorted files that are not in order of time
 * @param fences where events must wait
 * @param rules all of the archive's
 * @param read events, rules and dead letters
 */
record ArchiveScan(
    Archive archive, Set<ArchiveFile> unsorted, LogFences fences, RuleItems rules, long read) {

  /**
   * Reads all events.
   *
   * @param window nothing waits for events outside it, as these are not sent
   * @param progress is told how many were read so far, now and then
   * @throws IOException if a limit is hit or storage fails; what is damaged is a dead letter, and
   *     no error
   */
  static ArchiveScan of(Archive archive, InputWindow window, LongConsumer progress)
      throws IOException {
    Set<ArchiveFile> unsorted = new HashSet<>();
    LogFences fences = new LogFences();
    RuleItems rules = RuleItems.of(archive.rules());
    long read = archive.astray().size() + rules.items().size() + rules.duplicates();
    for (List<ArchiveFile> files : archive.hours().values()) {
      read += hour(files, unsorted, window, fences);
      progress.accept(read);
    }
    return new ArchiveScan(archive, Set.copyOf(unsorted), fences, rules, read);
  }

  /** An hour is read again for each file in it that turns out not to be in order. */
  private static long hour(
      List<ArchiveFile> files, Set<ArchiveFile> unsorted, InputWindow window, LogFences fences)
      throws IOException {
    while (true) {
      AtomicLong read = new AtomicLong();
      try (HourMerge hour = new HourMerge(files, unsorted, letter -> read.incrementAndGet())) {
        for (Optional<Event> next = hour.next(); next.isPresent(); next = hour.next()) {
          read.incrementAndGet();
          if (window.holds(next.get())) {
            fences.add(next.get());
          }
        }
        return read.get();
      } catch (UnsortedFileException e) {
        unsorted.add(e.file());
      }
    }
  }
}
