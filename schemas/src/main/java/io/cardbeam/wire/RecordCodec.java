package io.cardbeam.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's binary form of one kind of generated record under today's schema, by a plan that is made
 * once from the schema. Avro's own readers and writers look up union, conversion and class of each
 * value again, which costs several times the work; the bytes are the same.
 *
 * <p>A codec has no state and may be shared; encoders and decoders may not.
 *
 * @param <T> class of the records
 */
public final class RecordCodec<T extends SpecificRecord> {
  private final Supplier<SpecificRecord> maker;
  private final ValueCodec[] fields;

  private RecordCodec(Schema schema) {
    this.maker = maker(SpecificData.get().getClass(schema));
    this.fields =
        schema.getFields().stream()
            .map(field -> ValueCodec.of(field.schema()))
            .toArray(ValueCodec[]::new);
  }

  /**
   * The codec of a generated class.
   *
   * @throws IllegalArgumentException if a field is of a type that no schema here has
   */
  public static <T extends SpecificRecord> RecordCodec<T> of(Class<T> recordClass) {
    return new RecordCodec<>(SpecificData.getForClass(recordClass).getSchema(recordClass));
  }

  /**
   * The codec of the generated class of a schema.
   *
   * @throws IllegalArgumentException if a field is of a type that no schema here has
   */
  public static RecordCodec<SpecificRecord> of(Schema schema) {
    return new RecordCodec<>(schema);
  }

  /**
   * Writes a record; the encoder is not flushed.
   *
   * @throws NullPointerException if a field is null that may not be
   */
  public void write(T record, Encoder to) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      fields[i].writer().write(record.get(i), to);
    }
  }

  /** The bytes of a record. */
  public byte[] bytes(T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return bytes.toByteArray();
  }

  /** Reads the record that comes next. */
  @SuppressWarnings("unchecked") // The class of the schema that this was made of.
  public T read(Decoder from) throws IOException {
    SpecificRecord record = maker.get();
    for (int i = 0; i < fields.length; i++) {
      record.put(i, fields[i].reader().read(from));
    }
    return (T) record;
  }

  private static Supplier<SpecificRecord> maker(Class<?> recordClass) {
    try {
      var constructor = recordClass.asSubclass(SpecificRecord.class).getConstructor();
      return () -> {
        try {
          return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(recordClass + " can't be made", e);
        }
      };
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(recordClass + " is no generated record", e);
    }
  }
}
