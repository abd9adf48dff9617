package io.cardbeam.weblog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was made of texts lately, by their bytes: the last one for each place of their hash. A text
 * of more than {@value #MAX_BYTES} bytes is not remembered, so that memory has a bound. Not safe
 * for use by several threads at once.
 *
 * @param <V> what is made
 */
final class RecentTexts<V> {
  /** Longest text that is remembered, bytes. */
  static final int MAX_BYTES = 512;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private final Maker<V> maker;

  /** Side by side with the values: an object for both is one more that is not in a cache. */
  private final byte[] @Nullable [] texts;

  private final @Nullable V[] values;

  /** Makes a value of a text, of its bytes alone. */
  interface Maker<V> {
    V make(byte[] line, int from, int to) throws BadLineException;
  }

  /**
   * @param places how many texts are remembered at most, a power of two
   */
  @SuppressWarnings("unchecked") // An array of a generic type can't be made.
  RecentTexts(int places, Maker<V> maker) {
    this.maker = maker;
    this.texts = new byte[places][];
    this.values = (V[]) new Object[places];
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
    int place = hash(line, from, to) & (texts.length - 1);
    byte[] known = texts[place];
    V value = values[place];
    if (known != null && value != null && Arrays.equals(known, 0, known.length, line, from, to)) {
      return value;
    }
    V made = maker.make(line, from, to);
    texts[place] = Arrays.copyOfRange(line, from, to);
    values[place] = made;
    return made;
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
