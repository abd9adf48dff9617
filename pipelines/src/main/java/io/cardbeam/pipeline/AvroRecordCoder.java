package io.cardbeam.pipeline;

import io.cardbeam.wire.RecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One kind of generated Avro record between the steps of a pipeline, as Avro binary under today's
 * schema.
 */
public final class AvroRecordCoder<T extends SpecificRecord> extends CustomCoder<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> recordClass;
  private transient @Nullable RecordCodec<T> codec;

  private AvroRecordCoder(Class<T> recordClass) {
    this.recordClass = recordClass;
  }

  public static <T extends SpecificRecord> AvroRecordCoder<T> of(Class<T> recordClass) {
    return new AvroRecordCoder<>(recordClass);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    codec().write(value, encoder);
    encoder.flush();
  }

  @Override
  public T decode(InputStream in) throws IOException {
    return codec().read(DecoderFactory.get().directBinaryDecoder(in, null));
  }

  private RecordCodec<T> codec() {
    RecordCodec<T> known = codec;
    if (known == null) {
      known = RecordCodec.of(recordClass);
      codec = known;
    }
    return known;
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our records, which have no maps, is a function of their values.
  }

  @Override
  public TypeDescriptor<T> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(recordClass);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordCoder<?> coder && coder.recordClass == recordClass;
  }

  @Override
  public int hashCode() {
    return recordClass.hashCode();
  }
}
