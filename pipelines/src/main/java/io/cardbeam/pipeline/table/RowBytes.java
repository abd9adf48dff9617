package io.cardbeam.pipeline.table;

import io.cardbeam.wire.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of a table that go the same way, as bytes: their Avro bodies, one after the other. A runner
 * moves one value where it would else move each row.
 */
public final class RowBytes {
  /** About what a row takes, by which buffers are laid out. */
  private static final int ROW_BYTES = 200;

  private RowBytes() {}

  /** The rows, encoded. */
  public static byte[] of(RecordCodec<SpecificRecord> codec, List<? extends SpecificRecord> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * ROW_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      for (SpecificRecord row : rows) {
        codec.write(row, encoder);
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return bytes.toByteArray();
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
