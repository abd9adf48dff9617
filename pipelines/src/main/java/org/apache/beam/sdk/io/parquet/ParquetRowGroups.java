package org.apache.beam.sdk.io.parquet;

import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.hadoop.SerializableConfiguration;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.splittabledofn.OffsetRangeTracker;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroReadSupport;

/**
 * The rows of a Parquet file in the file's order, read by {@link ParquetIO}'s own reader, one row
 * group after the other.
 *
 * <p>{@link ParquetIO#parseFiles} gives a file's row groups to any worker in any order, and tells
 * neither the file nor the row, on which a card's updates and dead letters depend. Its reader can
 * do both, and is open to this package alone: hence the class is here.
 */
public final class ParquetRowGroups {
  private final ReadableFile file;
  private final ParquetIO.ReadFiles.SplitReadFn<GenericRecord> reader;

  /** Of a file that is not compressed as a whole. */
  public ParquetRowGroups(ReadableFile file) {
    this.file = file;
    Configuration settings = new Configuration(false);
    settings.setBoolean(AvroReadSupport.READ_INT96_AS_FIXED, true);
    this.reader =
        new ParquetIO.ReadFiles.SplitReadFn<>(
            null,
            null,
            ParquetIO.GenericRecordPassthroughFn.create(),
            new SerializableConfiguration(settings));
  }

  /**
   * Reads a row group. ParquetIO skips rows that can't be decoded: count what comes.
   *
   * @param index from 0
   * @throws Exception whatever a damaged file makes Parquet throw, or what {@code rows} threw as
   *     the cause of it
   */
  public void read(long index, Consumer<GenericRecord> rows) throws Exception {
    OffsetRange one = new OffsetRange(index, index + 1);
    // The reader's own tracker would open the file another time, for a progress nobody asks for.
    reader.processElement(file, new OffsetRangeTracker(one), new Rows(rows));
  }

  private record Rows(Consumer<GenericRecord> rows) implements OutputReceiver<GenericRecord> {
    @Override
    public void output(GenericRecord row) {
      rows.accept(row);
    }

    @Override
    public OutputBuilder<GenericRecord> builder(GenericRecord row) {
      throw new UnsupportedOperationException("ParquetIO gives rows without a time");
    }
  }
}
