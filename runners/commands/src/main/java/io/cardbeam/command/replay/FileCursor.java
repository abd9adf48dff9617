package io.cardbeam.command.replay;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.traffic.LatestHour;
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
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events of one file in order of time, checked. What can't be taken, a record or the rest of a
 * damaged file, is reported as a dead letter and skipped; storage that fails is an error. A file is
 * read as it goes along; one that is not in order is read at once and put into order, up to {@value
 * #MAX_UNSORTED} events.
 */
final class FileCursor implements Closeable {
  /** Most events of a file that is put into order in memory; some 500 bytes each. */
  static final int MAX_UNSORTED = 1_000_000;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final ArchiveFile file;
  private final InputStream in;
  private final long lastHourMillis;
  private final Consumer<DeadLetter> unread;
  private final Optional<LakeFileReader> reader;
  private final Deque<Event> sorted = new ArrayDeque<>();
  private final boolean inOrder;
  private Optional<Event> head = Optional.empty();

  /**
   * Opens a file and reads its first event.
   *
   * @param inOrder whether it is taken to be in order
   * @param lastHourMillis events of an hour after this one are refused
   * @param unread receives what can't be taken
   * @throws UnsortedFileException if it is not, at this call or a later one
   */
  static FileCursor open(
      ArchiveFile file, boolean inOrder, long lastHourMillis, Consumer<DeadLetter> unread)
      throws IOException {
    return new FileCursor(
        file,
        new BufferedInputStream(Files.newInputStream(file.path()), BUFFER_BYTES),
        inOrder,
        lastHourMillis,
        unread);
  }

  /**
   * As {@link #open}.
   *
   * @param in content of the file; closed with the cursor, and when this throws
   */
  FileCursor(
      ArchiveFile file,
      InputStream in,
      boolean inOrder,
      long lastHourMillis,
      Consumer<DeadLetter> unread)
      throws IOException {
    this.file = file;
    this.in = in;
    this.inOrder = inOrder;
    this.lastHourMillis = lastHourMillis;
    this.unread = unread;
    try {
      this.reader = reader();
      if (!inOrder) {
        sortAll();
      }
      advance();
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private Optional<LakeFileReader> reader() throws IOException {
    try {
      return Optional.of(new LakeFileReader(file.type(), in));
    } catch (DamagedAvroFileException e) {
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
    all.sort(Event.TIME_ORDER);
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
    return Event.TIME_ORDER.compare(next, last) < 0;
  }

  private Optional<Event> read() throws IOException {
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
      } catch (DamagedAvroFileException e) {
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
    if (file.hourMillis() > lastHourMillis) {
      throw new UnreadableRecordException(
          EventTimes.FROM_THE_FUTURE,
          LatestHour.reason(
              event.eventTimeMillis(),
              lastHourMillis + HOUR_MILLIS - 1,
              "the archive's events",
              "--to with a later date takes it"));
    }
  }

  private void damaged(long position, DamagedAvroFileException why) {
    letter(position, SourceTags.DAMAGED_FILE, "file can't be read on: " + why.getMessage());
  }

  private void letter(long position, String code, String reason) {
    unread.accept(
        new DeadLetter(file.path().toString(), position, code, reason, ByteBuffer.allocate(0)));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
