package io.cardbeam.pipeline.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A channel of Beam's file systems, as Parquet takes it. What follows the rows (indexes and footer,
 * small beside them) is held until Parquet is done, since a channel takes bytes once and the footer
 * is put in order first. Parquet closes its stream before that, so closing this does nothing: who
 * has the channel closes it.
 */
final class ParquetStream extends PositionOutputStream {
  private final OutputStream out;
  private @Nullable ByteArrayOutputStream end;
  private long position;

  ParquetStream(WritableByteChannel channel) {
    out = Channels.newOutputStream(channel);
  }

  /** From here on bytes are held. */
  void holdEnd() {
    end = new ByteArrayOutputStream();
  }

  /**
   * Writes the bytes that were held, with the footer in order. Does nothing if none were, as when
   * the file was given up: it has no footer then, and no reader takes it.
   */
  void writeEnd() throws IOException {
    ByteArrayOutputStream held = end;
    if (held != null) {
      end = null;
      out.write(ParquetFooter.inOrder(held.toByteArray()));
    }
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void write(int oneByte) throws IOException {
    to().write(oneByte);
    position++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    to().write(bytes, offset, length);
    position += length;
  }

  private OutputStream to() {
    ByteArrayOutputStream held = end;
    return held == null ? out : held;
  }
}
