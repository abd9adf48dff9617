package io.cardbeam.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads what a {@link CompactWriter} wrote, from bytes that are all there. Bytes that end before a
 * value does are an {@link EOFException}.
 */
public final class CompactReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Of all of these bytes, which are not copied. */
  public CompactReader(byte[] bytes) {
    this(bytes, 0);
  }

  /**
   * Of these bytes, which are not copied, from a position to their end.
   *
   * @param from from 0 to their length
   */
  public CompactReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = Objects.checkIndex(from, bytes.length + 1);
    this.end = bytes.length;
  }

  /** The position of what comes next. */
  public int at() {
    return at;
  }

  /** Whether all of it was read. */
  public boolean isEnd() {
    return at == end;
  }

  private int take(long count) throws IOException {
    if (count < 0 || count > end - at) {
      throw new EOFException("a part of " + count + " bytes goes beyond the end");
    }
    int from = at;
    at += (int) count;
    return from;
  }

  /** Skips bytes. */
  public void skip(long count) throws IOException {
    take(count);
  }

  /** The next byte, 0 to 255. */
  public int one() throws IOException {
    return bytes[take(1)] & 0xFF;
  }

  /** 32 bits. */
  public int half() throws IOException {
    return (int) CompactWriter.INT.get(bytes, take(Integer.BYTES));
  }

  /** 64 bits. */
  public long word() throws IOException {
    return (long) CompactWriter.LONG.get(bytes, take(Long.BYTES));
  }

  /**
   * A number.
   *
   * @throws IOException if it has more than 64 bits
   */
  public long number() throws IOException {
    long number = 0;
    int from = at;
    for (int shift = 0; shift < Long.SIZE; shift += CompactWriter.BITS) {
      if (from == end) {
        throw new EOFException("a number goes beyond the end");
      }
      byte next = bytes[from++];
      number |= (long) (next & CompactWriter.LAST_BITS) << shift;
      if (next >= 0) {
        at = from;
        return number;
      }
    }
    throw new IOException("a number has more than ten bytes");
  }

  /** A number that may be below 0. */
  public long signed() throws IOException {
    long number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  /**
   * A number of things.
   *
   * @param most that there may be
   * @param what they are, for an error
   * @throws IOException if there are more
   */
  public int count(int most, String what) throws IOException {
    long count = number();
    if (count < 0 || count > most) {
      throw new IOException("there are " + count + " " + what + ", of at most " + most);
    }
    return (int) count;
  }

  /** A text. */
  public String text() throws IOException {
    long length = number();
    int from = take(length);
    return new String(bytes, from, (int) length, StandardCharsets.UTF_8);
  }

  /** Bytes as they are. */
  public byte[] raw(long count) throws IOException {
    int from = take(count);
    return Arrays.copyOfRange(bytes, from, at);
  }
}
