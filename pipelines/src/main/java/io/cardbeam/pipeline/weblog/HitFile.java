package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.files.PartFile;
import io.cardbeam.pipeline.table.ParquetRows;
import io.cardbeam.weblog.HitColumn;
import io.cardbeam.weblog.HitRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file with the hits of one block and one day (UTC). It appears when it is closed, so that a
 * block that is read again writes the same file over.
 */
abstract class HitFile implements Closeable {
  private static final Schema SCHEMA = schema();

  /** Adds a row. */
  abstract void add(HitRow row) throws IOException;

  /**
   * Begins a file.
   *
   * @param day of all its rows, such as 2026-01-31
   * @param texts of the rows before, as CSV has them
   */
  static HitFile create(WebLogSettings settings, LogBlock block, String day, EncodedTexts texts)
      throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "%s/hits-%s-%06d-%06d-%06d.%s",
            settings.output(),
            day,
            settings.run(),
            block.fileNumber(),
            block.number(),
            settings.format().name().toLowerCase(Locale.ROOT));
    PartFile file = new PartFile(name);
    WritableByteChannel channel = file.create();
    return switch (settings.format()) {
      case CSV -> new Csv(Channels.newOutputStream(channel), file, texts);
      case PARQUET -> new Parquet(new ParquetRows(channel, SCHEMA), file);
    };
  }

  private static final class Csv extends HitFile {
    private static final int FULL_BYTES = 1 << 18;

    private final OutputStream out;
    private final PartFile file;
    private final HitText text;
    private final RowText rows = new RowText();

    Csv(OutputStream out, PartFile file, EncodedTexts texts) {
      this.out = out;
      this.file = file;
      this.text = new HitText(texts::of);
      rows.plain(HitColumn.names().collect(Collectors.joining(",")));
      rows.end();
    }

    @Override
    void add(HitRow row) throws IOException {
      text.add(rows, row);
      if (rows.length() >= FULL_BYTES) {
        rows.writeTo(out);
      }
    }

    @Override
    public void close() throws IOException {
      try (out) {
        rows.writeTo(out);
      }
      file.publish();
    }
  }

  private static final class Parquet extends HitFile {
    private final ParquetRows rows;
    private final PartFile file;

    Parquet(ParquetRows rows, PartFile file) {
      this.rows = rows;
      this.file = file;
    }

    @Override
    void add(HitRow row) throws IOException {
      rows.write(new HitRecord(row));
    }

    @Override
    public void close() throws IOException {
      rows.close();
      file.publish();
    }
  }

  private static Schema schema() {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("WebHit").namespace("io.cardbeam.weblog").fields();
    for (HitColumn column : HitColumn.all()) {
      Schema type =
          switch (column.type()) {
            case TEXT -> Schema.create(Schema.Type.STRING);
            case NUMBER -> Schema.create(Schema.Type.LONG);
            case FLAG -> Schema.create(Schema.Type.BOOLEAN);
            case TIME ->
                LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
          };
      fields =
          fields
              .name(column.columnName())
              .doc(column.meaning())
              .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
              .withDefault(null);
    }
    return fields.endRecord();
  }

  /** A row as Parquet's columns take it. */
  private record HitRecord(HitRow row) implements IndexedRecord {
    @Override
    public @Nullable Object get(int column) {
      HitColumn of = HitColumn.all().get(column);
      Object value = row.get(of);
      return of.type() == HitColumn.Type.TIME && value instanceof Long second
          ? Instant.ofEpochSecond(second)
          : value;
    }

    @Override
    public void put(int column, Object value) {
      throw new UnsupportedOperationException("a row is as it was read");
    }

    @Override
    public Schema getSchema() {
      return SCHEMA;
    }
  }
}
