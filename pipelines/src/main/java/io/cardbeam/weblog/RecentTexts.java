package io.cardbeam.weblog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was made of texts lately, by their bytes: the last one for each of {@value #REMEMBERED}
 * places of their hash. A text of more than {@value #MAX_BYTES} bytes is not remembered, so that
 * memory has a bound. Not safe for use by several threads at once.
 *
 * @param <V> what is made
 */
final class RecentTexts<V> {
  /** Texts that are remembered. */
  static final int REMEMBERED = 1 << 13;

  /** Longest text that is remembered, bytes. */
  static final int MAX_BYTES = 512;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private final Maker<V> maker;

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type can't be made.
  private final @Nullable Entry<V>[] entries = new Entry[REMEMBERED];

  /** Makes a value of a text, of its bytes alone. */
  interface Maker<V> {
    V make(byte[] line, int from, int to) throws BadLineException;
  }

  @SuppressWarnings("ArrayRecordComponent") // It is compared by its bytes.
  private record Entry<V>(byte[] text, V value) {}

  RecentTexts(Maker<V> maker) {
    this.maker = maker;
  }

  /**
   * The value of the text between two places.
   *
   * @throws BadLineException as the maker does
   */
  V of(byte[] line, int from, int to) throws BadLineException {
    if (to - from > MAX_BYTES) {
      return maker.make(line, from, to);
    }
    int place = hash(line, from, to) & (REMEMBERED - 1);
    Entry<V> known = entries[place];
    if (known != null && Arrays.equals(known.text, 0, known.text.length, line, from, to)) {
      return known.value;
    }
    V value = maker.make(line, from, to);
    entries[place] = new Entry<>(Arrays.copyOfRange(line, from, to), value);
    return value;
  }

  private static int hash(byte[] line, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash, (long) LONGS.get(line, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << Byte.SIZE) | (line[at] & 0xff);
    }
    hash = mixed(hash, rest);
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mixed(long hash, long part) {
    return Long.rotateLeft((hash ^ part) * ODD, 29);
  }
}
