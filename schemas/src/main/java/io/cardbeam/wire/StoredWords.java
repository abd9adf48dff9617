package io.cardbeam.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Arrays of 64-bit words in state: two bytes with their number, then each, its most significant
 * byte first. They are copied in one piece, as state is read and written for each event.
 */
public final class StoredWords {
  /** Most words of an array. */
  public static final int MOST = 0xFFFF;

  private StoredWords() {}

  /**
   * Writes words.
   *
   * @throws IllegalArgumentException if they are more than {@value #MOST}
   */
  public static void write(long[] words, DataOutput out) throws IOException {
    if (words.length > MOST) {
      throw new IllegalArgumentException(words.length + " words, of at most " + MOST);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES + words.length * Long.BYTES);
    bytes.putShort((short) words.length).asLongBuffer().put(words);
    out.write(bytes.array());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early
   */
  public static long[] read(DataInput in) throws IOException {
    long[] words = new long[in.readUnsignedShort()];
    byte[] bytes = new byte[words.length * Long.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asLongBuffer().get(words);
    return words;
  }

  /**
   * Reads words of which some belong together.
   *
   * @param ofEach how many belong together, 1 or more
   * @param most words that there may be
   * @param what they are, for an error: "a card's account"
   * @throws IOException if there are more, or some are missing, or the bytes end early
   */
  public static long[] read(int ofEach, int most, String what, DataInput in) throws IOException {
    long[] words = read(in);
    if (words.length > most || words.length % ofEach != 0) {
      throw new IOException("the state has a part of " + words.length + " words of " + what);
    }
    return words;
  }
}
