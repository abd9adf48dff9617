package io.cardbeam.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary form in bytes that are all there. No length or count takes memory or time beyond
 * what the bytes can hold: a value ends within them, and values that take no bytes, which only
 * damage has in number, are at most as many as there are bytes. Avro's own decoder makes room for
 * what a length says before it looks for the bytes.
 *
 * <p>Bytes that end before a value does are an {@link EOFException}; what no value is written as is
 * another {@link IOException}.
 */
public final class BoundedDecoder extends Decoder {
  private static final int VARINT_BITS = 70;
  private static final int INT_BYTES = 5;

  private final byte[] bytes;
  private int at;
  private long freeLeft;

  /** A decoder of all of these bytes, which are not copied. */
  public BoundedDecoder(byte[] bytes) {
    this(bytes, 0);
  }

  /**
   * A decoder of these bytes, which are not copied, from a position to their end.
   *
   * @param from from 0 to their length
   */
  public BoundedDecoder(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = Objects.checkIndex(from, bytes.length + 1);
    this.freeLeft = left();
  }

  /** Whether all of it was read. */
  public boolean isEnd() {
    return at == bytes.length;
  }

  /** Bytes that were not read yet. */
  public int left() {
    return bytes.length - at;
  }

  private int take(long length) throws IOException {
    if (length < 0) {
      throw new IOException("a value has a length of " + length + " bytes");
    }
    if (length > left()) {
      throw new EOFException("a value of " + length + " bytes goes beyond the end");
    }
    int from = at;
    at += (int) length;
    return from;
  }

  private void takeFree(long count) throws IOException {
    if (count > freeLeft) {
      throw new IOException("there are more values than bytes");
    }
    freeLeft -= count;
  }

  private byte readByte() throws IOException {
    if (at == bytes.length) {
      throw new EOFException("a value goes beyond the end");
    }
    return bytes[at++];
  }

  @Override
  public long readLong() throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      byte next = readByte();
      zigzag |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IOException("a number has more than ten bytes");
  }

  @Override
  public int readInt() throws IOException {
    int from = at;
    long value = readLong();
    if (value != (int) value || at - from > INT_BYTES) {
      throw new IOException("a number is out of the range of its type");
    }
    return (int) value;
  }

  @Override
  public void readNull() throws IOException {
    takeFree(1);
  }

  @Override
  public boolean readBoolean() throws IOException {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw new IOException("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  @Override
  public float readFloat() throws IOException {
    return little(Float.BYTES).getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return little(Double.BYTES).getDouble();
  }

  private ByteBuffer little(int length) throws IOException {
    return ByteBuffer.wrap(bytes, take(length), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String readString() throws IOException {
    long length = readLong();
    return new String(bytes, take(length), (int) length, StandardCharsets.UTF_8);
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws IOException {
    take(readLong());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    long length = readLong();
    int from = take(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + (int) length));
  }

  @Override
  public void skipBytes() throws IOException {
    take(readLong());
  }

  @Override
  public void readFixed(byte[] to, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), to, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    takeFree(1);
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /** How many items come; a count below 0 is followed by their size in bytes. */
  private long items() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    return checked(count);
  }

  private long checked(long count) throws IOException {
    if (count < 0) {
      throw new IOException("a list has a length of " + count);
    }
    if (count > left()) {
      throw new EOFException("a list of " + count + " values goes beyond the end");
    }
    takeFree(count);
    return count;
  }

  /** Skips parts that give their size; returns the count of one that does not. */
  private long skipItems() throws IOException {
    long count = readLong();
    while (count < 0) {
      take(readLong());
      count = readLong();
    }
    return checked(count);
  }

  @Override
  public long readArrayStart() throws IOException {
    return items();
  }

  @Override
  public long arrayNext() throws IOException {
    return items();
  }

  @Override
  public long skipArray() throws IOException {
    return skipItems();
  }

  @Override
  public long readMapStart() throws IOException {
    return items();
  }

  @Override
  public long mapNext() throws IOException {
    return items();
  }

  @Override
  public long skipMap() throws IOException {
    return skipItems();
  }
}
