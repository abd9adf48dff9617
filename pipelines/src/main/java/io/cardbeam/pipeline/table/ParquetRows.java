package io.cardbeam.pipeline.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes rows of one table as one Parquet file: zstandard compression, dictionaries, and statistics
 * of each column for each row group and page, by which engines skip what they don't need. The same
 * rows in the same order make the same bytes in every process.
 */
public final class ParquetRows implements Closeable {
  /** Rows are gathered into groups of about this size, bytes before compression. */
  private static final long ROW_GROUP_BYTES = 128L << 20;

  private final WritableByteChannel channel;
  private final ParquetStream stream;
  private final ParquetWriter<IndexedRecord> writer;

  /**
   * @param channel where the file goes; closed with this
   * @param schema a record of texts, whole numbers, times, dates, floating-point numbers and truth
   *     values, each with null or without
   */
  public ParquetRows(WritableByteChannel channel, Schema schema) throws IOException {
    this.channel = channel;
    this.stream = new ParquetStream(channel);
    this.writer =
        new Builder(stream, schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withDictionaryEncoding(true)
            .build();
  }

  /** Writes a row. */
  public void write(IndexedRecord row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      writer.close();
      stream.writeEnd();
    }
  }

  private static final class Builder extends ParquetWriter.Builder<IndexedRecord, Builder> {
    private final ParquetStream stream;
    private final Schema schema;

    Builder(ParquetStream stream, Schema schema) {
      super(new StreamFile(stream));
      this.stream = stream;
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // Parquet leaves only this one abstract.
    protected WriteSupport<IndexedRecord> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(schema, stream::holdEnd);
    }
  }

  private record StreamFile(ParquetStream stream) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return stream;
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
