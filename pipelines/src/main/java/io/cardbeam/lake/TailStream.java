package io.cardbeam.lake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Remembers how an Avro file ends. Each of its blocks, and its header if there is none, ends with
 * the file's sync marker; Avro's own reader takes a file that was cut off within a block as ended
 * before it, and the rest would be lost without a word.
 */
final class TailStream extends FilterInputStream {
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final byte[] tail = new byte[DataFileConstants.SYNC_SIZE];
  private final byte[] sync;

  /**
   * @param in at the start of the file, with support for mark
   * @throws IOException if there is no Avro header
   */
  TailStream(InputStream in) throws IOException {
    super(in);
    in.mark(MAX_HEADER_BYTES);
    sync = readSync(in);
    in.reset();
  }

  private static byte[] readSync(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(DataFileConstants.MAGIC.length);
    if (!Arrays.equals(magic, DataFileConstants.MAGIC)) {
      throw new IOException("it is no Avro object container file");
    }
    BinaryDecoder decoder = DecoderFactory.get().directBinaryDecoder(in, null);
    for (long left = decoder.readMapStart(); left != 0; left = decoder.mapNext()) {
      for (long i = 0; i < left; i++) {
        decoder.skipString();
        decoder.skipBytes();
      }
    }
    byte[] marker = new byte[DataFileConstants.SYNC_SIZE];
    decoder.readFixed(marker);
    return marker;
  }

  /** Whether what was read last is the sync marker. */
  boolean endsWhole() {
    return Arrays.equals(tail, sync);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      keep(new byte[] {(byte) next}, 0, 1);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      keep(buffer, offset, count);
    }
    return count;
  }

  private void keep(byte[] buffer, int offset, int count) {
    int kept = Math.min(count, tail.length);
    System.arraycopy(tail, kept, tail, 0, tail.length - kept);
    System.arraycopy(buffer, offset + count - kept, tail, tail.length - kept, kept);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
