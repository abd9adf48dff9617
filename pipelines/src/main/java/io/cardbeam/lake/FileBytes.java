package io.cardbeam.lake;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** The bytes of a file and the numbers in its frame, with the position of the next one. */
final class FileBytes implements Closeable {
  private static final int VARINT_BITS = 70;

  private final PushbackInputStream in;
  private long position;

  FileBytes(InputStream in) {
    this.in = new PushbackInputStream(in);
  }

  /** The file ends where something should be. */
  static final class EndException extends EOFException {
    private static final long serialVersionUID = 1L;
  }

  /** Position of the next byte, from 0. */
  long position() {
    return position;
  }

  /** Whether there is no next byte. */
  boolean isEnd() throws IOException {
    int next = in.read();
    if (next < 0) {
      return true;
    }
    in.unread(next);
    return false;
  }

  private int readByte() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EndException();
    }
    position++;
    return next;
  }

  /** So many bytes; memory is taken as they come, not as they are announced. */
  byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    position += bytes.length;
    if (bytes.length < count) {
      throw new EndException();
    }
    return bytes;
  }

  /** A number as Avro writes it. */
  long readLong() throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      int next = readByte();
      zigzag |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new BlockException("a number in it has more than ten bytes");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
