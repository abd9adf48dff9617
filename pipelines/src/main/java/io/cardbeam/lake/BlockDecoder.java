package io.cardbeam.lake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary form in the bytes of a block. No length or count takes memory or time beyond what
 * the block can hold: a text ends within the block, and values that take no bytes, which only
 * damage has in number, are at most as many as the block has bytes.
 */
final class BlockDecoder extends Decoder {
  private static final int VARINT_BITS = 70;
  private static final int INT_BYTES = 5;

  private final byte[] bytes;
  private int at;
  private long freeLeft;

  BlockDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.freeLeft = bytes.length;
  }

  /** Whether all of it was read. */
  boolean isEnd() {
    return at == bytes.length;
  }

  /** Bytes that were not read yet. */
  int left() {
    return bytes.length - at;
  }

  private int take(long length) throws BlockException {
    if (length < 0 || length > left()) {
      throw new BlockException("a value of " + length + " bytes is not within its block");
    }
    int from = at;
    at += (int) length;
    return from;
  }

  private void takeFree(long count) throws BlockException {
    if (count > freeLeft) {
      throw new BlockException("it has more values than its block has bytes");
    }
    freeLeft -= count;
  }

  private byte readByte() throws BlockException {
    if (at == bytes.length) {
      throw new BlockException("it does not end within its block");
    }
    return bytes[at++];
  }

  @Override
  public long readLong() throws BlockException {
    long zigzag = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      byte next = readByte();
      zigzag |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new BlockException("a number has more than ten bytes");
  }

  @Override
  public int readInt() throws BlockException {
    int from = at;
    long value = readLong();
    if (value != (int) value || at - from > INT_BYTES) {
      throw new BlockException("a number is out of the range of its type");
    }
    return (int) value;
  }

  @Override
  public void readNull() throws BlockException {
    takeFree(1);
  }

  @Override
  public boolean readBoolean() throws BlockException {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw new BlockException("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  @Override
  public float readFloat() throws BlockException {
    return little(Float.BYTES).getFloat();
  }

  @Override
  public double readDouble() throws BlockException {
    return little(Double.BYTES).getDouble();
  }

  private ByteBuffer little(int length) throws BlockException {
    return ByteBuffer.wrap(bytes, take(length), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String readString() throws BlockException {
    long length = readLong();
    return new String(bytes, take(length), (int) length, StandardCharsets.UTF_8);
  }

  @Override
  public Utf8 readString(Utf8 old) throws BlockException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws BlockException {
    take(readLong());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws BlockException {
    long length = readLong();
    int from = take(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + (int) length));
  }

  @Override
  public void skipBytes() throws BlockException {
    take(readLong());
  }

  @Override
  public void readFixed(byte[] to, int start, int length) throws BlockException {
    System.arraycopy(bytes, take(length), to, start, length);
  }

  @Override
  public void skipFixed(int length) throws BlockException {
    takeFree(1);
    take(length);
  }

  @Override
  public int readEnum() throws BlockException {
    return readInt();
  }

  @Override
  public int readIndex() throws BlockException {
    return readInt();
  }

  /** How many items come; a count below 0 is followed by their size in bytes. */
  private long items() throws BlockException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    return checked(count);
  }

  private long checked(long count) throws BlockException {
    if (count < 0 || count > left()) {
      throw new BlockException("a list of " + count + " values is not within its block");
    }
    takeFree(count);
    return count;
  }

  /** Passes over parts that tell their size; gives the count of one that does not. */
  private long skipItems() throws BlockException {
    long count = readLong();
    while (count < 0) {
      take(readLong());
      count = readLong();
    }
    return checked(count);
  }

  @Override
  public long readArrayStart() throws BlockException {
    return items();
  }

  @Override
  public long arrayNext() throws BlockException {
    return items();
  }

  @Override
  public long skipArray() throws BlockException {
    return skipItems();
  }

  @Override
  public long readMapStart() throws BlockException {
    return items();
  }

  @Override
  public long mapNext() throws BlockException {
    return items();
  }

  @Override
  public long skipMap() throws BlockException {
    return skipItems();
  }
}
