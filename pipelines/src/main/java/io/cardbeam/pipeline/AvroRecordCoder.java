package io.cardbeam.pipeline;

import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredContract;
import io.cardbeam.wire.UnreadableStateException;
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
 * Records of one contract between the steps of a pipeline and in its state: a byte for the version
 * of this format, the fingerprint of the writer's schema, and the Avro body. Read are records of
 * every version in the schema history.
 *
 * <p>Flink keeps the serialized coder in a savepoint, and reads state with it. So it holds the name
 * of its class: the class itself would be refused there once its schema has changed, as Avro
 * derives the serialVersionUID of generated classes from their schema.
 */
public final class AvroRecordCoder<T extends SpecificRecord> extends CustomCoder<T> {
  private static final long serialVersionUID = 2L;
  private static final int VERSION = 1;

  private final String className;
  private transient @Nullable Contract<T> contract;

  private AvroRecordCoder(Class<T> recordClass) {
    this.className = recordClass.getName();
  }

  public static <T extends SpecificRecord> AvroRecordCoder<T> of(Class<T> recordClass) {
    return new AvroRecordCoder<>(recordClass);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    Contract<T> known = contract();
    out.write(known.header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    known.records.write(value, encoder);
    encoder.flush();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableStateException if it was written in a format or under a schema that this
   *     build does not know
   */
  @Override
  public T decode(InputStream in) throws IOException {
    Contract<T> known = contract();
    long fingerprint = known.format.readHeader(in);
    return known.records.read(
        fingerprint, DecoderFactory.get().directBinaryDecoder(in, null), known.format);
  }

  private Contract<T> contract() {
    Contract<T> known = contract;
    if (known == null) {
      known = new Contract<>(recordClass());
      contract = known;
    }
    return known;
  }

  @SuppressWarnings("unchecked") // Named by the constructor, which takes such a class alone.
  private Class<T> recordClass() {
    try {
      ClassLoader loader = AvroRecordCoder.class.getClassLoader();
      return (Class<T>) Class.forName(className, true, loader).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this build has no record " + className, e);
    }
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our records, which have no maps, is a function of their values.
  }

  @Override
  public TypeDescriptor<T> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(recordClass());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordCoder<?> coder && coder.className.equals(className);
  }

  @Override
  public int hashCode() {
    return className.hashCode();
  }

  private static final class Contract<T extends SpecificRecord> {
    private final StoredContract<T> records;
    private final StateFormat format;
    private final byte[] header;

    Contract(Class<T> recordClass) {
      records = StoredContract.of(recordClass);
      format = new StateFormat("a record " + recordClass.getSimpleName(), VERSION);
      header = format.header(records.fingerprint());
    }
  }
}
