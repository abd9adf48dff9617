package io.cardbeam.pipeline.table;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * A row as Parquet's writer takes it. That writer knows no conversions, so instants become
 * milliseconds and dates become days since 1970; the schema still tells it what they are.
 */
final class PlainRow {
  private PlainRow() {}

  static GenericRecord of(SpecificRecord row) {
    Schema schema = row.getSchema();
    GenericData.Record plain = new GenericData.Record(schema);
    int columns = schema.getFields().size();
    for (int column = 0; column < columns; column++) {
      Object value = row.get(column);
      if (value instanceof Instant time) {
        plain.put(column, time.toEpochMilli());
      } else if (value instanceof LocalDate date) {
        plain.put(column, (int) date.toEpochDay());
      } else {
        plain.put(column, value);
      }
    }
    return plain;
  }
}
