package io.cardbeam.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records that were written under one schema as today's class: by its codec where the schema
 * is today's, else by Avro's own resolution of the schemas.
 *
 * <p>Not safe for use by several threads at once.
 *
 * @param <T> class of the records
 */
@FunctionalInterface
public interface RecordReader<T extends SpecificRecord> {
  /**
   * Reads the record that comes next.
   *
   * @throws IOException if the bytes end early or are none; Avro's resolution throws runtime
   *     exceptions too
   */
  T read(Decoder from) throws IOException;

  /**
   * A reader of records of a generated class.
   *
   * @param writer schema that they were written under
   */
  static <T extends SpecificRecord> RecordReader<T> of(Schema writer, Class<T> recordClass) {
    Schema today = SpecificData.getForClass(recordClass).getSchema(recordClass);
    RecordReader<SpecificRecord> records = of(writer, today);
    return from -> recordClass.cast(records.read(from));
  }

  /**
   * A reader of records of the generated class of a schema.
   *
   * @param writer schema that they were written under
   * @param today schema of the class
   */
  static RecordReader<SpecificRecord> of(Schema writer, Schema today) {
    if (SchemaNormalization.parsingFingerprint64(writer)
        == SchemaNormalization.parsingFingerprint64(today)) {
      return RecordCodec.of(today)::read;
    }
    SpecificDatumReader<SpecificRecord> resolving =
        new SpecificDatumReader<>(writer, today, SpecificData.getForSchema(today));
    return from -> resolving.read(null, from);
  }
}
