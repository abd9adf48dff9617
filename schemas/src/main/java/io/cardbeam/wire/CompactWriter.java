package io.cardbeam.wire;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of a value in state that is kept small: a number takes as many bytes as it needs, seven
 * bits in each, the least first. Everything lands in one array that grows, since state is written
 * for each event. {@link CompactReader} reads it.
 */
public final class CompactWriter {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final int LAST_BITS = 0x7F;
  static final int MORE = 0x80;
  static final int BITS = 7;

  /** Most bytes of a number: 64 bits, seven in each. */
  private static final int MOST_OF_NUMBER = 10;

  private byte[] bytes;
  private int length;

  /**
   * Nothing yet.
   *
   * @param usual about how many bytes it will be, 0 or more
   */
  public CompactWriter(int usual) {
    bytes = new byte[Math.max(MOST_OF_NUMBER, usual)];
  }

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }

  /** The low eight bits, in one byte. */
  public void one(int bits) {
    makeRoom(1);
    bytes[length++] = (byte) bits;
  }

  /** 32 bits, in four bytes. */
  public void half(int bits) {
    makeRoom(Integer.BYTES);
    INT.set(bytes, length, bits);
    length += Integer.BYTES;
  }

  /** 64 bits, in eight bytes: a hash, which has no small values. */
  public void word(long bits) {
    makeRoom(Long.BYTES);
    LONG.set(bytes, length, bits);
    length += Long.BYTES;
  }

  /** A number that is mostly small and not below 0, in one to ten bytes. */
  public void number(long number) {
    makeRoom(MOST_OF_NUMBER);
    byte[] to = bytes;
    int at = length;
    long left = number;
    while ((left & ~LAST_BITS) != 0) {
      to[at++] = (byte) (left | MORE);
      left >>>= BITS;
    }
    to[at++] = (byte) left;
    length = at;
  }

  /** A number that is mostly near 0 on either side, in one to ten bytes. */
  public void signed(long number) {
    number((number << 1) ^ (number >> (Long.SIZE - 1)));
  }

  /** A text, after the number of its bytes. */
  public void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    raw(utf8, 0, utf8.length);
  }

  /** Bytes as they are, from a position to another. */
  public void raw(byte[] from, int start, int end) {
    makeRoom(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** All that was written. */
  public byte[] done() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Writes all of it to a stream. */
  public void copyTo(DataOutput out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Writes all of it to another. */
  public void copyTo(CompactWriter other) {
    other.raw(bytes, 0, length);
  }
}
