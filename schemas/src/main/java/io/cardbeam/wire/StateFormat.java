package io.cardbeam.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The beginning of each value that a stream keeps: a byte with the version of the value's layout
 * and, where Avro records follow, the fingerprint of the schema that they were written under. State
 * outlives the build that wrote it, in savepoints, checkpoints and jobs that are replaced.
 *
 * @param value what is kept, as an error begins: "a card's profile"
 * @param version of its layout in this build, 1 to 127
 */
public record StateFormat(String value, int version) {
  /** Bytes of the version and one fingerprint. */
  public static final int HEADER_BYTES = 1 + Long.BYTES;

  private static final int MAX_VERSION = 127;

  public StateFormat {
    if (version < 1 || version > MAX_VERSION) {
      throw new IllegalArgumentException(version + " is not between 1 and " + MAX_VERSION);
    }
  }

  /** Writes the version alone, before a value without records. */
  public void write(OutputStream out) throws IOException {
    out.write(version);
  }

  /**
   * Reads the version alone.
   *
   * @throws UnreadableStateException if it is not this one
   */
  public void read(InputStream in) throws IOException {
    int found = in.read();
    if (found < 0) {
      throw new EOFException(value + " in state ends before it begins");
    }
    requireKnown(found);
  }

  /**
   * Does nothing for the version of this build.
   *
   * @throws UnreadableStateException for any other
   */
  public void requireKnown(int found) throws UnreadableStateException {
    if (found != version) {
      throw UnreadableStateException.ofVersion(this, found);
    }
  }

  /** What to throw at a fingerprint of no known schema. */
  public UnreadableStateException unknownSchema(long fingerprint) {
    return UnreadableStateException.ofSchema(this, fingerprint);
  }

  /** The bytes of the version and a fingerprint, the least byte first as on Kafka. */
  public byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) version)
        .putLong(fingerprint)
        .array();
  }

  /**
   * Reads the version and the fingerprint that follows it.
   *
   * @throws UnreadableStateException if the version is not this one
   */
  public long readHeader(InputStream in) throws IOException {
    read(in);
    return readFingerprint(in);
  }

  /** Reads a fingerprint. */
  public long readFingerprint(InputStream in) throws IOException {
    long fingerprint = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(value + " in state ends within a fingerprint");
      }
      fingerprint |= (long) next << shift;
    }
    return fingerprint;
  }

  /** Writes a fingerprint. */
  public static void writeFingerprint(long fingerprint, OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(fingerprint)
            .array());
  }
}
