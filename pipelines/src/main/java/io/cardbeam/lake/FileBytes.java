package io.cardbeam.lake;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file and the numbers in its frame, with the position of the next one. */
final class FileBytes implements Closeable {
  private static final int VARINT_BITS = 70;
  private static final int NOT_READ = -2;

  private final InputStream in;
  private long position;
  private int ahead = NOT_READ;

  FileBytes(InputStream in) {
    this.in = in;
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
    if (ahead == NOT_READ) {
      ahead = in.read();
    }
    return ahead < 0;
  }

  private int readByte() throws IOException {
    if (isEnd()) {
      throw new EndException();
    }
    int next = ahead;
    ahead = NOT_READ;
    position++;
    return next;
  }

  /** So many bytes; memory is taken as they come, not as they are announced. */
  byte[] read(int count) throws IOException {
    if (count == 0) {
      return new byte[0];
    }
    int first = readByte();
    byte[] rest = in.readNBytes(count - 1);
    position += rest.length;
    if (rest.length < count - 1) {
      throw new EndException();
    }
    byte[] all = new byte[count];
    all[0] = (byte) first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
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
