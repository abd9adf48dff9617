package io.cardbeam.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DeflateCodec;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * A sound Avro file, compressed by deflate, taken apart: what each part says can be changed while
 * all others fit.
 *
 * @param metadata the header's
 * @param sync marker
 * @param blocks in order
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
record AvroParts(Map<String, byte[]> metadata, byte[] sync, List<Block> blocks) {
  private static final int LEVEL = 1;

  /**
   * A block.
   *
   * @param count how many records it says it has
   * @param records their bytes, not compressed
   * @param sizeLie what is added to the size that it says it has
   */
  @SuppressWarnings("ArrayRecordComponent") // As above.
  record Block(long count, byte[] records, long sizeLie) {}

  static AvroParts of(byte[] file) throws IOException {
    int magic = DataFileConstants.MAGIC.length;
    BinaryDecoder from = DecoderFactory.get().binaryDecoder(file, magic, file.length - magic, null);
    Map<String, byte[]> metadata = new LinkedHashMap<>();
    for (long left = from.readMapStart(); left != 0; left = from.mapNext()) {
      for (; left > 0; left--) {
        metadata.put(from.readString(null).toString(), bytes(from.readBytes(null)));
      }
    }
    byte[] sync = new byte[DataFileConstants.SYNC_SIZE];
    from.readFixed(sync);
    List<Block> blocks = new ArrayList<>();
    while (!from.isEnd()) {
      long count = from.readLong();
      ByteBuffer packed = from.readBytes(null);
      blocks.add(new Block(count, bytes(new DeflateCodec(LEVEL).decompress(packed)), 0));
      from.readFixed(new byte[DataFileConstants.SYNC_SIZE]);
    }
    return new AvroParts(metadata, sync, blocks);
  }

  /**
   * The file of these parts.
   *
   * @param packed whether its blocks are compressed; the header says what it says
   */
  byte[] file(boolean packed) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(DataFileConstants.MAGIC);
    file.write(Mutator.varint(metadata.size()));
    for (Map.Entry<String, byte[]> entry : metadata.entrySet()) {
      write(entry.getKey().getBytes(StandardCharsets.UTF_8), 0, file);
      write(entry.getValue(), 0, file);
    }
    file.write(Mutator.varint(0));
    file.write(sync);
    for (Block block : blocks) {
      file.write(Mutator.varint(block.count()));
      byte[] stored =
          packed
              ? bytes(new DeflateCodec(LEVEL).compress(ByteBuffer.wrap(block.records())))
              : block.records();
      write(stored, block.sizeLie(), file);
      file.write(sync);
    }
    return file.toByteArray();
  }

  private static void write(byte[] bytes, long sizeLie, ByteArrayOutputStream file)
      throws IOException {
    file.write(Mutator.varint(bytes.length + sizeLie));
    file.write(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
