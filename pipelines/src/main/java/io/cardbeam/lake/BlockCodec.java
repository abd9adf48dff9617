package io.cardbeam.lake;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.xerial.snappy.Snappy;

/** How a file's blocks are compressed. None gives more bytes than it is asked for. */
enum BlockCodec {
  NULL("null") {
    @Override
    byte[] unpacked(byte[] stored, int most) {
      return stored;
    }
  },
  DEFLATE("deflate") {
    @Override
    byte[] unpacked(byte[] stored, int most) throws IOException {
      Inflater inflater = new Inflater(true);
      try {
        return readAll(new InflaterInputStream(new ByteArrayInputStream(stored), inflater), most);
      } finally {
        inflater.end();
      }
    }
  },
  SNAPPY("snappy") {
    @Override
    byte[] unpacked(byte[] stored, int most) throws IOException {
      int length = stored.length - CHECKSUM_BYTES;
      if (length < 0) {
        throw new BlockException("it has no checksum");
      }
      int announced = Snappy.uncompressedLength(stored, 0, length);
      if (announced < 0 || announced > most) {
        throw tooLong(most);
      }
      if (!Snappy.isValidCompressedBuffer(stored, 0, length)) {
        throw new BlockException("what is compressed in it is broken");
      }
      byte[] bytes = new byte[announced];
      Snappy.uncompress(stored, 0, length, bytes, 0);
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      if ((int) checksum.getValue() != ByteBuffer.wrap(stored, length, CHECKSUM_BYTES).getInt()) {
        throw new BlockException("its checksum is another");
      }
      return bytes;
    }
  },
  ZSTANDARD("zstandard") {
    @Override
    byte[] unpacked(byte[] stored, int most) throws IOException {
      try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
        in.setLongMax(MAX_WINDOW_LOG);
        return readAll(in, most);
      }
    }
  },
  BZIP2("bzip2") {
    @Override
    byte[] unpacked(byte[] stored, int most) throws IOException {
      try (InputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(stored))) {
        return readAll(in, most);
      }
    }
  };

  private static final int CHECKSUM_BYTES = 4;

  /** Largest window that zstandard may ask memory for: 16 MB. */
  private static final int MAX_WINDOW_LOG = 24;

  private final String code;

  BlockCodec(String code) {
    this.code = code;
  }

  /**
   * A block's bytes as they were before they were compressed.
   *
   * @param most how many at most
   * @throws BlockException if there are more, or what is stored is broken
   */
  final byte[] unpack(byte[] stored, int most) throws BlockException {
    try {
      return unpacked(stored, most);
    } catch (BlockException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BlockException("what is compressed in it is broken: " + e.getMessage());
    }
  }

  /** As {@link #unpack}; whatever else is thrown says that what is stored is broken. */
  abstract byte[] unpacked(byte[] stored, int most) throws IOException;

  /** The codec of a name in a header. */
  static Optional<BlockCodec> of(String code) {
    return Arrays.stream(values()).filter(codec -> codec.code.equals(code)).findFirst();
  }

  /** All names, for people. */
  static String names() {
    return Arrays.stream(values()).map(codec -> codec.code).collect(Collectors.joining(", "));
  }

  private static byte[] readAll(InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw tooLong(most);
    }
    return bytes;
  }

  private static BlockException tooLong(int most) {
    return new BlockException("it has more than " + most + " bytes when it is unpacked");
  }
}
