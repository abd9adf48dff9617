package io.cardbeam.lake;

import io.cardbeam.wire.WriterSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.file.DataFileConstants;

/**
 * The header of an Avro object container file.
 *
 * @param schema under which its records were written
 * @param codec by which its blocks are compressed
 * @param sync marker at the end of each block
 */
@SuppressWarnings("ArrayRecordComponent") // Read and never compared.
record AvroHeader(Schema schema, BlockCodec codec, byte[] sync) {
  /** Longest metadata, the schema among it, bytes. */
  static final int MAX_METADATA_BYTES = 1 << 20;

  /**
   * Reads it.
   *
   * @throws DamagedAvroFileException if it is none
   */
  static AvroHeader read(FileBytes from) throws IOException {
    try {
      if (!Arrays.equals(from.read(DataFileConstants.MAGIC.length), DataFileConstants.MAGIC)) {
        throw DamagedAvroFileException.inHeader("it is no Avro object container file");
      }
      Map<String, byte[]> metadata = metadata(from);
      byte[] sync = from.read(DataFileConstants.SYNC_SIZE);
      return new AvroHeader(schema(metadata), codec(metadata), sync);
    } catch (FileBytes.EndException e) {
      throw DamagedAvroFileException.inHeader("the file ends in the middle of it");
    } catch (BlockException e) {
      throw DamagedAvroFileException.inHeader(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, byte[]> metadata(FileBytes from) throws IOException {
    Map<String, byte[]> metadata = new HashMap<>();
    long end = from.position() + MAX_METADATA_BYTES;
    for (long left = entries(from); left != 0; left = entries(from)) {
      for (; left > 0; left--) {
        String key = new String(part(from, end), StandardCharsets.UTF_8);
        metadata.put(key, part(from, end));
      }
    }
    return metadata;
  }

  /** Entries that follow; a count below 0 is followed by their size. */
  private static long entries(FileBytes from) throws IOException {
    long count = from.readLong();
    if (count >= 0) {
      return count;
    }
    from.readLong();
    if (count == Long.MIN_VALUE) {
      throw new BlockException("it has " + count + " entries");
    }
    return -count;
  }

  private static byte[] part(FileBytes from, long end) throws IOException {
    long length = from.readLong();
    if (length < 0 || length > end - from.position()) {
      throw new BlockException("its metadata is longer than " + MAX_METADATA_BYTES + " bytes");
    }
    return from.read((int) length);
  }

  private static Schema schema(Map<String, byte[]> metadata) throws BlockException {
    byte[] text = metadata.get(DataFileConstants.SCHEMA);
    if (text == null) {
      throw new BlockException("it has no schema");
    }
    try {
      return WriterSchema.parse(new Schema.Parser(), new String(text, StandardCharsets.UTF_8));
    } catch (SchemaParseException e) {
      throw new BlockException("its schema can't be used: " + e.getMessage());
    }
  }

  private static BlockCodec codec(Map<String, byte[]> metadata) throws BlockException {
    byte[] name = metadata.get(DataFileConstants.CODEC);
    String text =
        name == null ? DataFileConstants.NULL_CODEC : new String(name, StandardCharsets.UTF_8);
    return BlockCodec.of(text)
        .orElseThrow(
            () ->
                new BlockException(
                    "its codec is not known; write the file with one of " + BlockCodec.names()));
  }
}
