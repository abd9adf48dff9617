package io.cardbeam.command.replay;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events of one file in order of time, checked. What can't be taken, a record or the rest of a
 * damaged file, is told as a dead letter and passed over. A file is read as it goes along; one that
 * is not in order is read at once and put into order, up to {@value #MAX_UNSORTED} events.
 */
final class FileCursor implements Closeable {
  /** Most events of a file that is put into order in memory; some 500 bytes each. */
  static final int MAX_UNSORTED = 1_000_000;

  /** The one order in which events are read: by time, then as in their card's log. */
  static final Comparator<Event> READ_ORDER = Event.TIME_ORDER;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final ArchiveFile file;
  private final Consumer<DeadLetter> unread;
  private final Optional<LakeFileReader> reader;
  private final Deque<Event> sorted = new ArrayDeque<>();
  private final boolean inOrder;
  private Optional<Event> head = Optional.empty();

  /**
   * Opens a file and reads its first event.
   *
   * @param inOrder whether it is taken to be in order
   * @param unread is told what can't be taken
   * @throws UnsortedFileException if it is not, at this call or a later one
   */
  FileCursor(ArchiveFile file, boolean inOrder, Consumer<DeadLetter> unread) throws IOException {
    this.file = file;
    this.inOrder = inOrder;
    this.unread = unread;
    this.reader = open();
    if (!inOrder) {
      sortAll();
    }
    advance();
  }

  /** A file that can't be opened is no damaged one: too many may be open, or rights be missing. */
  private Optional<LakeFileReader> open() throws IOException {
    InputStream in = Files.newInputStream(file.path());
    try {
      return Optional.of(
          new LakeFileReader(file.type(), new BufferedInputStream(in, BUFFER_BYTES)));
    } catch (IOException e) {
      in.close();
      damaged(0, e);
      return Optional.empty();
    }
  }

  private void sortAll() throws IOException {
    List<Event> all = new ArrayList<>();
    for (Optional<Event> next = read(); next.isPresent(); next = read()) {
      all.add(next.get());
      if (all.size() > MAX_UNSORTED) {
        throw new IOException(
            file.path()
                + " has more than "
                + MAX_UNSORTED
                + " events which are not in order of time: split it, or sort it by event_time");
      }
    }
    all.sort(READ_ORDER);
    sorted.addAll(all);
  }

  /** The event that it stands at; empty at the end. */
  Optional<Event> head() {
    return head;
  }

  /** Goes on to the next event. */
  void advance() throws IOException {
    Optional<Event> next = inOrder ? read() : Optional.ofNullable(sorted.poll());
    if (head.isPresent() && next.isPresent() && isBefore(next.get(), head.get())) {
      throw new UnsortedFileException(file);
    }
    head = next;
  }

  private static boolean isBefore(Event next, Event last) {
    return READ_ORDER.compare(next, last) < 0;
  }

  private Optional<Event> read() {
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    LakeFileReader from = reader.get();
    while (true) {
      long position = from.read();
      try {
        Optional<Event> next = from.next();
        if (next.isPresent()) {
          check(next.get());
        }
        return next;
      } catch (UnreadableRecordException e) {
        letter(position, e.code(), e.reason());
      } catch (IOException e) {
        damaged(position, e);
        return Optional.empty();
      }
    }
  }

  private void check(Event event) throws UnreadableRecordException {
    EventChecks.check(event);
    if (Math.floorDiv(event.eventTimeMillis(), HOUR_MILLIS) * HOUR_MILLIS != file.hourMillis()) {
      throw new UnreadableRecordException(
          "WRONG_FOLDER", "event lies in the folder of another hour than its event time's");
    }
  }

  private void damaged(long position, IOException why) {
    letter(position, SourceTags.DAMAGED_FILE, "file can't be read on: " + why.getMessage());
  }

  private void letter(long position, String code, String reason) {
    unread.accept(
        new DeadLetter(file.path().toString(), position, code, reason, ByteBuffer.allocate(0)));
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
