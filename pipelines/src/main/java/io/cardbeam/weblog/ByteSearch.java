package io.cardbeam.weblog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes eight at a time: where a word xor the wanted byte in each place has a zero byte, the
 * lowest one is found by the borrow of a subtraction (Mycroft's test).
 */
public final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private ByteSearch() {}

  /** Where a byte is first between two places, or -1. */
  public static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    long pattern = ONES * (wanted & 0xff);
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long found = zeros((long) LONGS.get(bytes, at) ^ pattern);
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** Where one of two bytes is first between two places, or -1. */
  static int indexOfEither(byte[] bytes, byte wanted, byte other, int from, int to) {
    long pattern = ONES * (wanted & 0xff);
    long otherPattern = ONES * (other & 0xff);
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long found = zeros(word ^ pattern) | zeros(word ^ otherPattern);
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted || bytes[at] == other) {
        return at;
      }
    }
    return -1;
  }

  /** The high bit of the lowest zero byte is set; those above it may be, too. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }
}
