package io.cardbeam.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that come out of a decompressor. Tells failures of the source (a disk, a network: to be
 * tried again) from damage in the compressed bytes, and ends what would fill a machine: {@value
 * #MOST_TIMES} times more bytes than went in, once {@value #FREE_BYTES} have come out.
 */
final class Unpacked extends InputStream {
  /** Bytes that may come out whatever went in. */
  static final long FREE_BYTES = 1L << 28;

  /** Most bytes that come out for each that went in. Rows that are all alike come to 400. */
  static final long MOST_TIMES = 1_000;

  /** Decompressors drop what a read that fails had unpacked, so reads are short. */
  private static final int READ_BYTES = 4096;

  private final Source source;
  private final InputStream unpacking;
  private final String what;
  private long bytes;

  /** Opens a decompressor on a stream. */
  interface Opener {
    InputStream open(InputStream packed) throws IOException;
  }

  private Unpacked(Source source, InputStream unpacking, String what) {
    this.source = source;
    this.unpacking = unpacking;
    this.what = what;
  }

  /**
   * Opens a compressed stream.
   *
   * @param what how damage names it, for instance gzip
   * @throws DamagedFileException if it does not even begin well
   */
  static InputStream open(InputStream packed, String what, Opener opener) throws IOException {
    Source source = new Source(packed);
    try {
      return new Unpacked(source, opener.open(source), what);
    } catch (IOException | RuntimeException e) {
      throw damage(source, what, 0, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = unpacking.read(buffer, offset, Math.min(length, READ_BYTES));
    } catch (IOException | RuntimeException e) {
      throw damage(source, what, bytes, e);
    }
    bytes += Math.max(0, read);
    if (bytes > FREE_BYTES && bytes / MOST_TIMES > source.bytes) {
      throw new DamagedFileException(
          what
              + " data expands to more than "
              + MOST_TIMES
              + " times its size; unpack it yourself if it is meant to");
    }
    return read;
  }

  /** The source's own failure if it had one, whatever the decompressor made of it; else damage. */
  private static IOException damage(Source source, String what, long bytes, Exception e) {
    if (source.failure != null) {
      return source.failure;
    }
    return new DamagedFileException(
        what
            + " data is damaged or breaks off after "
            + bytes
            + " bytes of text; what came before may be damaged, too",
        e);
  }

  @Override
  public void close() throws IOException {
    unpacking.close();
  }

  /** Counts the bytes that go in and remembers when they could not be read. */
  private static final class Source extends FilterInputStream {
    private long bytes;
    private @Nullable IOException failure;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        int read = super.read();
        bytes += read < 0 ? 0 : 1;
        return read;
      } catch (IOException | RuntimeException e) {
        failure = e instanceof IOException known ? known : new IOException(e);
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int read = super.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
      } catch (IOException | RuntimeException e) {
        failure = e instanceof IOException known ? known : new IOException(e);
        throw e;
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
