package io.cardbeam.pipeline.table;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to Parquet's columns. Rows are flat and of a dozen kinds of value at most, so each
 * column has its writer from the start, where Parquet's writer of Avro records looks up class,
 * schema and union of each value again.
 */
final class RowWriteSupport extends WriteSupport<IndexedRecord> {
  private static final String AVRO_SCHEMA = "parquet.avro.schema";

  private final Schema schema;
  private final MessageType type;
  private final List<ValueWriter> writers;
  private final Runnable afterRows;
  private @Nullable RecordConsumer to;

  private interface ValueWriter {
    void write(RecordConsumer to, Object value);
  }

  /**
   * @param afterRows called once all row groups are written, before the indexes and the footer are
   * @throws IllegalArgumentException if a column is of a type that no table has
   */
  RowWriteSupport(Schema schema, Runnable afterRows) {
    this.schema = schema;
    this.afterRows = afterRows;
    this.type = new AvroSchemaConverter(new Configuration(false)).convert(schema);
    List<ValueWriter> all = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      all.add(writer(ColumnSchema.notNull(field.schema())));
    }
    this.writers = List.copyOf(all);
  }

  /** Remembers the last text: in many columns a row has that of the row before. */
  private static final class TextWriter implements ValueWriter {
    private String lastText = "";
    private Binary last = Binary.EMPTY;

    @Override
    public void write(RecordConsumer to, Object value) {
      String text = (String) value;
      if (!text.equals(lastText)) {
        lastText = text;
        last = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
      }
      to.addBinary(last);
    }
  }

  private static ValueWriter writer(Schema column) {
    return switch (column.getType()) {
      case STRING -> new TextWriter();
      case LONG ->
          column.getLogicalType() == null
              ? (to, value) -> to.addLong((Long) value)
              : (to, value) -> to.addLong(((Instant) value).toEpochMilli());
      case INT ->
          column.getLogicalType() == null
              ? (to, value) -> to.addInteger((Integer) value)
              : (to, value) -> to.addInteger((int) ((LocalDate) value).toEpochDay());
      case DOUBLE -> (to, value) -> to.addDouble((Double) value);
      case BOOLEAN -> (to, value) -> to.addBoolean((Boolean) value);
      default -> throw new IllegalArgumentException("no column of a table is a " + column);
    };
  }

  @Override
  @SuppressWarnings("deprecation") // Parquet leaves only this one abstract.
  public WriteContext init(Configuration configuration) {
    return new WriteContext(type, Map.of(AVRO_SCHEMA, schema.toString()));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    to = consumer;
  }

  @Override
  public void write(IndexedRecord row) {
    RecordConsumer consumer = to;
    if (consumer == null) {
      throw new IllegalStateException("no file was begun");
    }
    consumer.startMessage();
    for (int column = 0; column < writers.size(); column++) {
      Object value = row.get(column);
      if (value != null) {
        String name = type.getFieldName(column);
        consumer.startField(name, column);
        writers.get(column).write(consumer, value);
        consumer.endField(name, column);
      }
    }
    consumer.endMessage();
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    afterRows.run();
    return super.finalizeWrite();
  }
}
