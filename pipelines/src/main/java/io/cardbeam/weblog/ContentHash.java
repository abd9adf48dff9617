package io.cardbeam.weblog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * A hash of a content from its beginning to a place, which moves on: MurmurHash3 (x64, 128 bits,
 * seed 0), as Austin Appleby published it. It is a function of the bytes alone, however they are
 * cut into pieces; to move on takes as long as the piece is, and to say the hash some 20 ns. The
 * bytes' number is in it: two places of one content have two hashes, but for one case in 2^128. It
 * is no protection from whoever makes two contents with the same hash on purpose. Not safe for use
 * by several threads at once.
 */
public final class ContentHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int BLOCK = 2 * Long.BYTES;
  private static final int STATE_BYTES = 3 * Long.BYTES + BLOCK;
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  /** The last bytes, if they don't fill a block; zeros behind them. */
  private final byte[] rest = new byte[BLOCK];

  private long first;
  private long second;
  private long length;

  /** Of no bytes. */
  public ContentHash() {}

  /**
   * As it was when it was saved.
   *
   * @param saved what {@link #saved} gave; empty for a content's beginning
   * @throws IllegalArgumentException if it is of another length
   */
  public static ContentHash of(byte[] saved) {
    ContentHash hash = new ContentHash();
    if (saved.length == 0) {
      return hash;
    }
    if (saved.length != STATE_BYTES) {
      throw new IllegalArgumentException("a saved hash has " + STATE_BYTES + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(saved);
    hash.first = in.getLong();
    hash.second = in.getLong();
    hash.length = in.getLong();
    in.get(hash.rest);
    return hash;
  }

  /** All that is needed to move on from here. */
  public byte[] saved() {
    return ByteBuffer.allocate(STATE_BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(length)
        .put(rest)
        .array();
  }

  /** Moves on over the bytes from one place to before another. */
  public void add(byte[] bytes, int from, int to) {
    int at = from;
    int inRest = (int) (length % BLOCK);
    length += to - from;
    if (inRest > 0) {
      int taken = Math.min(BLOCK - inRest, to - at);
      System.arraycopy(bytes, at, rest, inRest, taken);
      at += taken;
      if (inRest + taken < BLOCK) {
        return;
      }
      mix(rest, 0);
      Arrays.fill(rest, (byte) 0);
    }
    for (; at + BLOCK <= to; at += BLOCK) {
      mix(bytes, at);
    }
    System.arraycopy(bytes, at, rest, 0, to - at);
  }

  private void mix(byte[] bytes, int at) {
    first ^= scrambledFirst((long) LONGS.get(bytes, at));
    first = (Long.rotateLeft(first, 27) + second) * 5 + 0x52dce729L;
    second ^= scrambledSecond((long) LONGS.get(bytes, at + Long.BYTES));
    second = (Long.rotateLeft(second, 31) + first) * 5 + 0x38495ab5L;
  }

  private static long scrambledFirst(long word) {
    return Long.rotateLeft(word * C1, 31) * C2;
  }

  private static long scrambledSecond(long word) {
    return Long.rotateLeft(word * C2, 33) * C1;
  }

  /** The hash of what is before the place, as 22 characters: letters, digits, - and _. */
  public String text() {
    // Of a rest of zeros, or of none, both words are zero and change nothing.
    long a = first ^ scrambledFirst((long) LONGS.get(rest, 0)) ^ length;
    long b = second ^ scrambledSecond((long) LONGS.get(rest, Long.BYTES)) ^ length;
    a += b;
    b += a;
    a = TextHash.mixed(a);
    b = TextHash.mixed(b);
    a += b;
    b += a;
    byte[] hash = new byte[BLOCK];
    LONGS.set(hash, 0, a);
    LONGS.set(hash, Long.BYTES, b);
    return TEXT.encodeToString(hash);
  }
}
