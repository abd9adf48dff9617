package io.cardbeam.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * The bytes of a Parquet file. Remembers a failure of their source (a disk, a network: to be tried
 * again), which Parquet's reader may throw in the same way as it throws what damaged bytes cause.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ParquetBytes implements InputFile {
  /** What {@link AvroReadSupport#setAvroReadSchema} sets, which takes Hadoop's settings alone. */
  private static final String READ_SCHEMA = "parquet.avro.read.schema";

  private final long length;
  private final Opener opener;
  private Optional<IOException> failure = Optional.empty();

  /** Opens the file, as often as it is asked to. */
  public interface Opener {
    /** A channel at the first byte. */
    SeekableByteChannel open() throws IOException;
  }

  private interface Access<T> {
    T of() throws IOException;
  }

  /**
   * Bytes of a file.
   *
   * @param length how many
   */
  public ParquetBytes(long length, Opener opener) {
    this.length = length;
    this.opener = opener;
  }

  /**
   * Why the file could not be read.
   *
   * @param thrown by Parquet's reader on these bytes
   * @return the source's own failure if it had one, else a {@link DamagedFileException}
   */
  public IOException reason(Exception thrown) {
    return failure.orElseGet(() -> DamagedFileException.ofParquet(thrown));
  }

  /** What is at the file's end: its schema and where its row groups are. */
  public ParquetMetadata footer() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(this)) {
      return reader.getFooter();
    } catch (IOException | RuntimeException e) {
      throw reason(e);
    }
  }

  /** A reader of its rows, for {@link ParquetCells}. */
  public ParquetReader.Builder<GenericRecord> rows() {
    return AvroParquetReader.<GenericRecord>builder(this, settings())
        .withDataModel(GenericData.get());
  }

  /**
   * A reader of some of its columns.
   *
   * @param columns of the file's schema, in its order
   */
  ParquetReader<GenericRecord> rows(MessageType columns) throws IOException {
    PlainParquetConfiguration settings = settings();
    // Else a schema that the file's writer left would ask for the other columns.
    settings.set(READ_SCHEMA, new AvroSchemaConverter(settings).convert(columns).toString());
    return new SomeColumns(this, settings, columns).build();
  }

  private static PlainParquetConfiguration settings() {
    PlainParquetConfiguration settings = new PlainParquetConfiguration();
    settings.set(AvroReadSupport.READ_INT96_AS_FIXED, "true");
    return settings;
  }

  private static final class SomeColumns extends ParquetReader.Builder<GenericRecord> {
    private final MessageType columns;

    SomeColumns(InputFile file, ParquetConfiguration settings, MessageType columns) {
      super(file, settings);
      this.columns = columns;
    }

    @Override
    protected ReadSupport<GenericRecord> getReadSupport() {
      return new AvroReadSupport<>(GenericData.get()) {
        @Override
        public ReadContext init(
            ParquetConfiguration settings, Map<String, String> metadata, MessageType schema) {
          ReadContext all = super.init(settings, metadata, schema);
          return new ReadContext(columns, all.getReadSupportMetadata());
        }
      };
    }
  }

  private <T> T watched(Access<T> access) throws IOException {
    try {
      return access.of();
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e instanceof IOException known ? known : new IOException(e));
      throw e;
    }
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    SeekableByteChannel channel = watched(opener::open);
    return new DelegatingSeekableInputStream(new Watched(Channels.newInputStream(channel))) {
      @Override
      public long getPos() throws IOException {
        return watched(channel::position);
      }

      @Override
      public void seek(long position) throws IOException {
        watched(() -> channel.position(position));
      }
    };
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return watched(in::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      return watched(() -> in.read(buffer, offset, count));
    }
  }
}
