package io.cardbeam.pipeline.table;

import io.cardbeam.wire.RecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/** Rows of one table between the steps of a pipeline: their Avro body and nothing else. */
public final class TableCoder extends CustomCoder<SpecificRecord> {
  private static final long serialVersionUID = 1L;
  private static final ThreadLocal<Map<Class<?>, Format>> FORMATS =
      ThreadLocal.withInitial(HashMap::new);

  private final Class<? extends SpecificRecord> rowClass;

  private TableCoder(Class<? extends SpecificRecord> rowClass) {
    this.rowClass = rowClass;
  }

  /** A coder of the rows of this generated class. */
  public static TableCoder of(Class<? extends SpecificRecord> rowClass) {
    return new TableCoder(rowClass);
  }

  @Override
  public void encode(SpecificRecord row, OutputStream out) throws IOException {
    format().write(row, out);
  }

  @Override
  public SpecificRecord decode(InputStream in) throws IOException {
    return format().read(in);
  }

  private Format format() {
    return FORMATS.get().computeIfAbsent(rowClass, Format::new);
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our rows, which have no maps, is a function of their values.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableCoder that && that.rowClass.equals(rowClass);
  }

  @Override
  public int hashCode() {
    return Objects.hash(TableCoder.class, rowClass);
  }

  /** Encoders and decoders keep buffers, so each thread has its own. */
  private static final class Format {
    private final RecordCodec<SpecificRecord> codec;
    private BinaryEncoder encoder =
        EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null);
    private BinaryDecoder decoder =
        DecoderFactory.get().directBinaryDecoder(InputStream.nullInputStream(), null);

    Format(Class<?> rowClass) {
      codec = RecordCodec.of(SpecificData.get().getSchema(rowClass));
    }

    void write(SpecificRecord row, OutputStream out) throws IOException {
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      codec.write(row, encoder);
      encoder.flush();
    }

    SpecificRecord read(InputStream in) throws IOException {
      decoder = DecoderFactory.get().directBinaryDecoder(in, decoder);
      return codec.read(decoder);
    }
  }
}
