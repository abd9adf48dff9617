package io.cardbeam.command.replay;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.Event;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events of one hour, from all of its files at once, in order of time: each file is in order,
 * so that of each only the next event is in memory.
 */
final class HourMerge implements Closeable {
  /** Most files of an hour; each takes some 150 KB while it is read. */
  static final int MAX_FILES = 4_000;

  private final PriorityQueue<FileCursor> cursors =
      new PriorityQueue<>(
          Comparator.comparing(cursor -> cursor.head().orElseThrow(), Event.TIME_ORDER));
  private final List<FileCursor> opened = new ArrayList<>();

  /**
   * Opens the files.
   *
   * @param unsorted those of them that are not in order
   * @param lastHourMillis events of an hour after this one are refused
   * @param unread receives what can't be taken
   * @throws UnsortedFileException if another one is not, at this call or a later one
   */
  HourMerge(
      List<ArchiveFile> files,
      Set<ArchiveFile> unsorted,
      long lastHourMillis,
      Consumer<DeadLetter> unread)
      throws IOException {
    if (files.size() > MAX_FILES) {
      throw new IOException(
          "more than "
              + MAX_FILES
              + " files of one hour, among them "
              + files.get(0).path()
              + ": put the small ones together");
    }
    try {
      for (ArchiveFile file : files) {
        FileCursor cursor = FileCursor.open(file, !unsorted.contains(file), lastHourMillis, unread);
        opened.add(cursor);
        if (cursor.head().isPresent()) {
          cursors.add(cursor);
        }
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The next event; empty at the end of the hour. */
  Optional<Event> next() throws IOException {
    FileCursor first = cursors.poll();
    if (first == null) {
      return Optional.empty();
    }
    Optional<Event> event = first.head();
    first.advance();
    if (first.head().isPresent()) {
      cursors.add(first);
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    for (FileCursor cursor : opened) {
      cursor.close();
    }
  }
}
