package io.cardbeam.pipeline.table;

import io.cardbeam.wire.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of a table that go the same way, as blocks of bytes: their Avro bodies, one after the other.
 * A runner moves one value where it would else move each row. However many rows a card has, no
 * value is larger than what runners can sort: Flink sorts in batch mode in buffers of some
 * megabytes, and fails for a value that does not fit into an empty one.
 */
public final class RowBytes {
  /** From this size on a block is full, bytes; it is longer by its last row at most. */
  public static final int FULL_BYTES = 64 << 10;

  /** About what a row takes, by which buffers are laid out. */
  private static final int ROW_BYTES = 200;

  private RowBytes() {}

  /**
   * Encodes rows.
   *
   * @param to takes their blocks, in order
   */
  public static void encode(
      RecordCodec<SpecificRecord> codec, List<? extends SpecificRecord> rows, Consumer<byte[]> to) {
    int expected = (int) Math.min((long) rows.size() * ROW_BYTES, FULL_BYTES + ROW_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      for (SpecificRecord row : rows) {
        codec.write(row, encoder);
        if (bytes.size() + encoder.bytesBuffered() >= FULL_BYTES) {
          encoder.flush();
          to.accept(bytes.toByteArray());
          bytes.reset();
        }
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    if (bytes.size() > 0) {
      to.accept(bytes.toByteArray());
    }
  }

  /** The rows, decoded. */
  public static List<SpecificRecord> decoded(RecordCodec<SpecificRecord> codec, byte[] rows) {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(rows, null);
    List<SpecificRecord> decoded = new ArrayList<>(rows.length / ROW_BYTES);
    try {
      while (!decoder.isEnd()) {
        decoded.add(codec.read(decoder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("rows that were encoded can't be decoded", e);
    }
    return decoded;
  }
}
