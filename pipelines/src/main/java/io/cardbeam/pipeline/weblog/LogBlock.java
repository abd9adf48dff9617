package io.cardbeam.pipeline.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Lines of a file that follow each other. An element costs a runner more than the line in it.
 *
 * @param file name of the file, as whoever asked wrote it
 * @param fileNumber among those of the run
 * @param number of the block among those of the file, from 0
 * @param firstLine number of its first line, from 1
 * @param before the saved {@link io.cardbeam.weblog.ContentHash} of the file's content before the
 *     first line; empty if nobody asked for it, and for the file's beginning
 * @param lines whole lines; the last one of a file may have no end
 */
@SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
record LogBlock(
    String file, int fileNumber, int number, long firstLine, byte[] before, BlockLines lines) {
  /** Of these. */
  static final AtomicCoder<LogBlock> CODER = new Coder();

  private static final class Coder extends AtomicCoder<LogBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(LogBlock block, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(block.file, out);
      VarIntCoder.of().encode(block.fileNumber, out);
      VarIntCoder.of().encode(block.number, out);
      VarLongCoder.of().encode(block.firstLine, out);
      ByteArrayCoder.of().encode(block.before, out);
      BlockLines.CODER.encode(block.lines, out);
    }

    @Override
    public LogBlock decode(InputStream in) throws IOException {
      return new LogBlock(
          StringUtf8Coder.of().decode(in),
          VarIntCoder.of().decode(in),
          VarIntCoder.of().decode(in),
          VarLongCoder.of().decode(in),
          ByteArrayCoder.of().decode(in),
          BlockLines.CODER.decode(in));
    }
  }
}
