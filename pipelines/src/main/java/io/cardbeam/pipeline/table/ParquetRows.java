package io.cardbeam.pipeline.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes rows of one table as one Parquet file: zstandard compression, dictionaries, and statistics
 * of each column for each row group and page, by which engines pass over what they don't need.
 */
final class ParquetRows implements Closeable {
  /** Rows are gathered into groups of about this size, bytes before compression. */
  private static final long ROW_GROUP_BYTES = 128L << 20;

  private final ParquetWriter<SpecificRecord> writer;

  /**
   * @param channel where the file goes; closed with this
   */
  ParquetRows(WritableByteChannel channel, Schema schema) throws IOException {
    writer =
        new Builder(new ChannelFile(channel), schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withDictionaryEncoding(true)
            .build();
  }

  void write(SpecificRecord row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<SpecificRecord, Builder> {
    private final Schema schema;

    Builder(OutputFile file, Schema schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // Parquet leaves only this one abstract.
    protected WriteSupport<SpecificRecord> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(schema);
    }
  }

  /** A channel of Beam's file systems, as Parquet takes it. */
  private static final class ChannelFile implements OutputFile {
    private final WritableByteChannel channel;

    ChannelFile(WritableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new CountingStream(Channels.newOutputStream(channel));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
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

  private static final class CountingStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int oneByte) throws IOException {
      out.write(oneByte);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
