package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.weblog.LogSource.ReadUpTo;
import io.cardbeam.text.Sha256;
import io.cardbeam.weblog.CombinedLine;
import io.cardbeam.weblog.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the content of a file into blocks of whole lines. Of a line that is too long its beginning
 * is given, with one byte more than is taken, so that whoever reads it refuses it.
 */
final class BlockReader {
  /** Bytes of a full block. Flink writes elements of more than 5 MiB to disk. */
  static final int BLOCK_BYTES = 4 << 20;

  private final InputStream in;
  private final byte[] buffer;
  private final int longestLine;
  private final Optional<ContentHash> hash;
  private final byte[] tail = new byte[LogSource.MAX_IDENTITY_BYTES];
  private int tailBytes;
  private long bytes;
  private long lines;
  private int filled;
  private boolean atEnd;
  private boolean inLongLine;

  /** Takes blocks. */
  interface Receiver {
    /**
     * Lines with their ends.
     *
     * @param firstLine number of the first
     * @param before the saved hash of the content before it; empty if it was not asked for
     */
    void block(long firstLine, byte[] before, Part lines);
  }

  /**
   * Part of the content, which is there until it was taken.
   *
   * @param bytes begin with it
   * @param length its bytes
   * @param offset bytes of the content before it
   * @param isWhole whether it is as in the content, and not a line that was cut
   */
  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
  record Part(byte[] bytes, int length, long offset, boolean isWhole) {
    /** Its bytes, to be kept. */
    byte[] copy() {
      return Arrays.copyOf(bytes, length);
    }

    /** Where it lies in a file that is the content. */
    BlockLines.Lying in(String file) {
      return new BlockLines.Lying(file, offset, length, BlockLines.checksum(bytes, length));
    }
  }

  /**
   * @param hashes whether blocks say the hash of what is before them
   */
  BlockReader(InputStream in, boolean hashes) {
    this(in, BLOCK_BYTES, CombinedLine.MAX_BYTES, hashes);
  }

  /**
   * With blocks of another size.
   *
   * @param maxLine bytes of the longest line that is taken, less than a block
   */
  BlockReader(InputStream in, int blockBytes, int maxLine, boolean hashes) {
    this.in = in;
    this.hash = hashes ? Optional.of(new ContentHash()) : Optional.empty();
    this.buffer = new byte[blockBytes];
    this.longestLine = maxLine + 1;
  }

  /** What is at a place that was read up to before. */
  enum Place {
    /** The same bytes are before it. */
    SAME,
    /** The file ends before it. */
    BEYOND,
    /** Other bytes are before it. */
    OTHER
  }

  /** Goes on to a place. */
  Place skipTo(ReadUpTo place) throws IOException {
    long left = place.bytes();
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return Place.BEYOND;
      }
      keepTail(read);
      left -= read;
    }
    bytes = place.bytes();
    lines = place.lines();
    return place.bytes() == 0 || place.tail().equals(tailHash()) ? Place.SAME : Place.OTHER;
  }

  /** Reads to the end. If it fails, what came before has been given. */
  void read(Receiver to) throws IOException {
    while (!atEnd) {
      try {
        fill();
      } finally {
        giveWholeLines(to);
      }
    }
    if (filled > 0) {
      give(filled, to);
    }
  }

  /** Up to where it was read. */
  ReadUpTo place(String file) {
    return new ReadUpTo(file, bytes, lines, tailHash());
  }

  private void fill() throws IOException {
    while (filled < buffer.length) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        atEnd = true;
        return;
      }
      filled += read;
    }
  }

  private void giveWholeLines(Receiver to) {
    if (inLongLine) {
      leaveLongLine();
    }
    int end = filled;
    while (end > 0 && buffer[end - 1] != '\n') {
      end--;
    }
    if (end > 0) {
      give(end, to);
    }
    if (filled >= longestLine && !atEnd) {
      giveLongLine(to);
    }
  }

  private void giveLongLine(Receiver to) {
    byte[] line = Arrays.copyOf(buffer, longestLine + 1);
    line[longestLine] = '\n';
    to.block(lines + 1, before(), new Part(line, line.length, bytes, false));
    lines++;
    inLongLine = true;
    take(filled);
  }

  /** Passes by the rest of a line that was given. */
  private void leaveLongLine() {
    int end = 0;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    inLongLine = end == filled;
    take(Math.min(filled, end + 1));
  }

  private void give(int length, Receiver to) {
    to.block(lines + 1, before(), new Part(buffer, length, bytes, true));
    int ends = 0;
    for (int i = 0; i < length; i++) {
      ends += buffer[i] == '\n' ? 1 : 0;
    }
    lines += ends + (buffer[length - 1] == '\n' ? 0 : 1);
    take(length);
  }

  private byte[] before() {
    return hash.map(ContentHash::saved).orElseGet(() -> new byte[0]);
  }

  /** Counts bytes as read and moves the others to the front. */
  private void take(int length) {
    keepTail(length);
    bytes += length;
    System.arraycopy(buffer, length, buffer, 0, filled - length);
    filled -= length;
  }

  /** Remembers the last bytes before the place, and hashes them. */
  private void keepTail(int length) {
    hash.ifPresent(of -> of.add(buffer, 0, length));
    int kept = Math.min(tailBytes, Math.max(0, tail.length - length));
    System.arraycopy(tail, tailBytes - kept, tail, 0, kept);
    int added = Math.min(length, tail.length);
    System.arraycopy(buffer, length - added, tail, kept, added);
    tailBytes = kept + added;
  }

  private String tailHash() {
    return Sha256.hex(Arrays.copyOf(tail, tailBytes));
  }
}
