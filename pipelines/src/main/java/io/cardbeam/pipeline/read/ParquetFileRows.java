package io.cardbeam.pipeline.read;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FileForm;
import io.cardbeam.csv.ParquetCells;
import io.cardbeam.csv.RowSource;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.parquet.ParquetRowGroups;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file on any of Beam's file systems, row by row in its order, by ParquetIO's reader. A
 * file that is damaged ends in one dead letter; the rows before it stand.
 */
final class ParquetFileRows {
  private final ReadableFile file;
  private final CsvFile taken;
  private long number;
  private Optional<RuntimeException> failure = Optional.empty();

  ParquetFileRows(ReadableFile file, CsvFile taken) {
    this.file = file;
    this.taken = taken;
  }

  /** Reads the rows. */
  void read(CsvFile.Receiver receiver) {
    try {
      ParquetMetadata footer = footer();
      ParquetCells cells = new ParquetCells(footer.getFileMetaData().getSchema());
      CsvFile.Reading reading = taken.begin(cells.header(), receiver);
      ParquetRowGroups groups = new ParquetRowGroups(file);
      List<BlockMetaData> blocks = footer.getBlocks();
      for (int i = 0; i < blocks.size() && reading.wantsMore(); i++) {
        long before = number;
        groups.read(i, row -> take(row, cells, reading));
        long missing = before + blocks.get(i).getRowCount() - number;
        if (missing != 0) {
          throw new IOException(missing + " rows of row group " + i + " can't be decoded");
        }
      }
    } catch (BadRowException e) {
      receiver.deadLetter(taken.refused(e));
    } catch (Exception e) {
      // What was made of a row failed, and not the file.
      if (failure.isPresent()) {
        throw failure.get();
      }
      receiver.deadLetter(taken.damaged(number + 1, DamagedFileException.ofParquet(e)));
    }
  }

  private void take(GenericRecord row, ParquetCells cells, CsvFile.Reading reading) {
    number++;
    if (!reading.wantsMore()) {
      return;
    }
    Row read = new Row(number, cells.of(row));
    try {
      reading.take(read);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private ParquetMetadata footer() throws IOException {
    try (SeekableByteChannel channel = file.openSeekable();
        ParquetFileReader reader = ParquetFileReader.open(new ChannelFile(channel))) {
      return reader.getFooter();
    }
  }

  /** The row that was read last, as the source that is at it. */
  private record Row(long number, List<String> cells) implements RowSource {
    @Override
    public List<String> header() {
      throw new UnsupportedOperationException("the header was read");
    }

    @Override
    public FileForm form() {
      throw new UnsupportedOperationException("the header was read");
    }

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public String raw() {
      return String.join(",", cells);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private record ChannelFile(SeekableByteChannel channel) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableInputStream newStream() {
      return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
        @Override
        public long getPos() throws IOException {
          return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
          channel.position(position);
        }
      };
    }
  }
}
