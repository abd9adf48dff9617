package io.cardbeam.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of record from an Avro file: by its codec where the file has today's schema, else
 * by Avro's own resolution of the schemas.
 *
 * @param <T> class of the records
 */
public final class RecordReader<T extends SpecificRecord> implements DatumReader<T> {
  private final Class<T> recordClass;
  private final RecordCodec<T> codec;
  private @Nullable SpecificDatumReader<T> resolving;

  /**
   * @param writer schema of the file
   */
  public RecordReader(Class<T> recordClass, Schema writer) {
    this.recordClass = recordClass;
    this.codec = RecordCodec.of(recordClass);
    setSchema(writer);
  }

  @Override
  public void setSchema(Schema writer) {
    SpecificData model = SpecificData.getForClass(recordClass);
    Schema today = model.getSchema(recordClass);
    resolving = today.equals(writer) ? null : new SpecificDatumReader<>(writer, today, model);
  }

  @Override
  public T read(@Nullable T reuse, Decoder from) throws IOException {
    return resolving == null ? codec.read(from) : resolving.read(null, from);
  }
}
