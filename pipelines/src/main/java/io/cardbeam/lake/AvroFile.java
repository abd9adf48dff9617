package io.cardbeam.lake;

import io.cardbeam.wire.BoundedDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.Decoder;

/**
 * Reads an Avro object container file that may be damaged in any way. Everything that its content
 * can do is bounded: memory by {@link #MAX_BLOCK_BYTES}, time by its bytes, and whatever is wrong
 * with it is a {@link DamagedAvroFileException} that tells where. Avro's own reader takes lengths
 * and counts for true, takes a file that was cut within a block for ended, and reports damage by
 * runtime exceptions of a dozen classes.
 *
 * @param <T> what a record is read as
 */
final class AvroFile<T> implements LakeReader<T> {
  /** Longest block, compressed and not, bytes; Avro writes blocks of 64,000 bytes. */
  static final int MAX_BLOCK_BYTES = 16 << 20;

  private final FileBytes bytes;
  private final AvroHeader header;
  private final RecordForm<T> form;
  private long block;
  private long blockAt;
  private long inBlock;
  private long left;
  private BoundedDecoder records = new BoundedDecoder(new byte[0]);

  /** How records of a schema are read. */
  interface RecordForm<T> {
    /** Reads one. */
    T read(Decoder from) throws IOException;
  }

  /** Finds how to read what was written under a schema. */
  interface Reading<T> {
    /** How to read it. */
    RecordForm<T> of(Schema writer);
  }

  /**
   * Opens a file.
   *
   * @param in closed at the end
   * @throws DamagedAvroFileException if it is no Avro file, or of a record that can't be read so
   */
  AvroFile(InputStream in, Reading<T> reading) throws IOException {
    bytes = new FileBytes(in);
    header = AvroHeader.read(bytes);
    try {
      form = reading.of(header.schema());
    } catch (RuntimeException e) {
      throw DamagedAvroFileException.inHeader(reason(e));
    }
  }

  @Override
  public Optional<T> next() throws IOException {
    while (left == 0) {
      if (!records.isEnd()) {
        throw DamagedAvroFileException.inBlock(
            block, blockAt, records.left() + " bytes are left over after its last record");
      }
      if (bytes.isEnd()) {
        return Optional.empty();
      }
      nextBlock();
    }
    inBlock++;
    left--;
    return Optional.of(record());
  }

  // Avro's resolution throws whatever happens to break first; here is the one place that knows.
  private T record() throws DamagedAvroFileException {
    try {
      return form.read(records);
    } catch (IOException | RuntimeException e) {
      throw DamagedAvroFileException.inRecord(block, blockAt, inBlock, reason(e));
    }
  }

  private void nextBlock() throws IOException {
    block++;
    blockAt = bytes.position();
    inBlock = 0;
    byte[] stored;
    long count;
    try {
      count = bytes.readLong();
      long size = bytes.readLong();
      require(count >= 0, "it has " + count + " records");
      require(
          size >= 0 && size <= MAX_BLOCK_BYTES,
          "its size of " + size + " bytes is not from 0 to " + MAX_BLOCK_BYTES);
      stored = bytes.read((int) size);
      require(
          Arrays.equals(bytes.read(DataFileConstants.SYNC_SIZE), header.sync()),
          "it does not end with the file's sync marker");
      records = new BoundedDecoder(header.codec().unpack(stored, MAX_BLOCK_BYTES));
      require(
          count <= records.left(),
          "it can't have " + count + " records in " + records.left() + " bytes");
      require(count > 0 || records.isEnd(), "it has bytes and no records");
    } catch (FileBytes.EndException e) {
      throw DamagedAvroFileException.inBlock(block, blockAt, "the file ends in the middle of it");
    } catch (BlockException e) {
      throw DamagedAvroFileException.inBlock(block, blockAt, reason(e));
    }
    left = count;
  }

  private static void require(boolean holds, String otherwise) throws BlockException {
    if (!holds) {
      throw new BlockException(otherwise);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
