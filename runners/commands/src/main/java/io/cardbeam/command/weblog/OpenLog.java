package io.cardbeam.command.weblog;

import io.cardbeam.event.LogLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A log that is being read, from a place on. Lines are sent when they are whole; of one that is
 * longer than {@link LineSink#MAX_LINE_BYTES} the beginning.
 */
final class OpenLog implements Closeable {
  /** Holds the longest line that is sent, with its end. */
  static final int BUFFER_BYTES = 1 << 20;

  private final FileChannel file;
  private final String name;
  private ShippedPlace next;
  private volatile ShippedPlace taken;
  private long looked = -1;
  private long changedNanos = System.nanoTime();

  /** What came of a reading. */
  enum Reading {
    /** There were lines. */
    LINES,
    /** There is nothing new. */
    NOTHING,
    /** The file was truncated, or overwritten, and begins again. */
    ANOTHER
  }

  /**
   * @param name of its lines: host and path
   */
  OpenLog(FileChannel file, String name, ShippedPlace place) {
    this.file = file;
    this.name = name;
    this.next = place;
    this.taken = place;
  }

  /** Up to where its lines can't be lost any more. */
  ShippedPlace taken() {
    return taken;
  }

  /** Up to where it is read. */
  ShippedPlace read() {
    return next;
  }

  /** Whether all that was read is safe. A place within a long line is behind none. */
  boolean isAllTaken() {
    ShippedPlace safe = taken;
    return safe.line() == next.line();
  }

  /** How long nothing was added, nanoseconds. */
  long idleNanos() {
    return System.nanoTime() - changedNanos;
  }

  /**
   * Sends the lines that came, as many as the buffer holds.
   *
   * @param buffer of {@link #BUFFER_BYTES}
   */
  Reading read(byte[] buffer, LineSink sink) throws IOException {
    long size = file.size();
    if (size < next.offset()) {
      return Reading.ANOTHER;
    }
    if (size == looked) {
      return next.head().isOf(file) ? Reading.NOTHING : Reading.ANOTHER;
    }
    int length = fill(buffer);
    // After the reading: what was read is of the log that begins so.
    if (!next.head().isOf(file)) {
      return Reading.ANOTHER;
    }
    changedNanos = System.nanoTime();
    long before = next.offset();
    int at = send(buffer, length, sink);
    looked = at == 0 || (length < buffer.length && at == length) ? size : -1;
    return next.offset() > before ? Reading.LINES : Reading.NOTHING;
  }

  /** Sends what is behind the last end of a line, when nothing will be added. */
  void readLast(byte[] buffer, LineSink sink) throws IOException {
    int length = fill(buffer);
    if (length > 0 && !next.inLongLine() && next.head().isOf(file)) {
      give(Arrays.copyOf(buffer, length), false, length, false, sink);
    }
  }

  private int fill(byte[] buffer) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(buffer);
    while (into.hasRemaining() && file.read(into, next.offset() + into.position()) > 0) {
      // Until it is full or the file ends.
    }
    return into.position();
  }

  /** Sends the whole lines; gives how many bytes they are. */
  private int send(byte[] bytes, int length, LineSink sink) throws IOException {
    int at = 0;
    while (at < length) {
      int end = at;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      boolean whole = end < length;
      int behind = whole ? end + 1 : end;
      boolean isLong = end - at > LineSink.MAX_LINE_BYTES;
      if (next.inLongLine()) {
        next = next.at(next.offset() + behind - at, next.line(), !whole);
      } else if (whole || isLong) {
        int taking = Math.min(end - at, LineSink.MAX_LINE_BYTES);
        give(Arrays.copyOfRange(bytes, at, at + taking), isLong, behind - at, !whole, sink);
      } else {
        return at;
      }
      at = behind;
    }
    return at;
  }

  private void give(byte[] line, boolean cut, int length, boolean inLongLine, LineSink sink)
      throws IOException {
    ShippedPlace after = next.at(next.offset() + length, next.line() + 1, inLongLine);
    sink.line(
        new LogLine(name, next.fileId(), next.offset(), after.line(), cut, ByteBuffer.wrap(line)),
        after,
        place -> taken = place);
    next = after;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
