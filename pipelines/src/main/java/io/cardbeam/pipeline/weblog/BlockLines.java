package io.cardbeam.pipeline.weblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * The lines of a block with their ends: their bytes, or where these lie in a file that is not
 * compressed. The latter costs a runner nothing, and whoever takes the block reads it.
 */
sealed interface BlockLines {
  /** Of these. */
  AtomicCoder<BlockLines> CODER = new Coder();

  /**
   * The bytes.
   *
   * @throws IOException if they can't be read, or the file has others there by now
   */
  byte[] load() throws IOException;

  /** The bytes themselves. */
  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
  record Held(byte[] bytes) implements BlockLines {
    @Override
    public byte[] load() {
      return bytes;
    }
  }

  /**
   * Bytes of a file.
   *
   * @param file where a worker finds it
   * @param offset before the first, bytes
   * @param length how many, bytes
   * @param checksum CRC-32C of them
   */
  record Lying(String file, long offset, int length, int checksum) implements BlockLines {
    @Override
    public byte[] load() throws IOException {
      byte[] bytes = new byte[length];
      ByteBuffer to = ByteBuffer.wrap(bytes);
      try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
        while (to.hasRemaining()) {
          if (channel.read(to, offset + to.position()) < 0) {
            throw changed("it ends at byte " + channel.size());
          }
        }
      } catch (NoSuchFileException e) {
        throw changed("it is gone");
      }
      int is = BlockLines.checksum(bytes, length);
      if (is != checksum) {
        throw changed("bytes from " + offset + " on are others");
      }
      return bytes;
    }

    private IOException changed(String how) {
      return new IOException(
          file + " was rotated or written over while it was read: start again (" + how + ")");
    }
  }

  /** The checksum of the first bytes. */
  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** Either, after a number that tells which. */
  final class Coder extends AtomicCoder<BlockLines> {
    private static final long serialVersionUID = 1L;
    private static final int HELD = 0;
    private static final int LYING = 1;

    @Override
    public void encode(BlockLines lines, OutputStream out) throws IOException {
      if (lines instanceof Lying lying) {
        VarIntCoder.of().encode(LYING, out);
        StringUtf8Coder.of().encode(lying.file, out);
        VarLongCoder.of().encode(lying.offset, out);
        VarIntCoder.of().encode(lying.length, out);
        VarIntCoder.of().encode(lying.checksum, out);
      } else {
        VarIntCoder.of().encode(HELD, out);
        ByteArrayCoder.of().encode(lines.load(), out);
      }
    }

    @Override
    public BlockLines decode(InputStream in) throws IOException {
      return VarIntCoder.of().decode(in) == HELD
          ? new Held(ByteArrayCoder.of().decode(in))
          : new Lying(
              StringUtf8Coder.of().decode(in),
              VarLongCoder.of().decode(in),
              VarIntCoder.of().decode(in),
              VarIntCoder.of().decode(in));
    }
  }
}
