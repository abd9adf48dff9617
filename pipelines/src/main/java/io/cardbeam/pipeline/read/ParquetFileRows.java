package io.cardbeam.pipeline.read;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FileRow;
import io.cardbeam.csv.ParquetBytes;
import io.cardbeam.csv.ParquetCells;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.parquet.ParquetRowGroups;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ParquetDecodingException;

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

  /**
   * Reads the rows.
   *
   * @throws IOException if the file's source, a disk or a network, failed: to be tried again
   */
  void read(CsvFile.Receiver receiver) throws IOException {
    try {
      ParquetBytes bytes = bytes();
      ParquetMetadata footer = bytes.footer();
      ParquetCells cells = new ParquetCells(footer.getFileMetaData().getSchema());
      CsvFile.Reading reading = taken.begin(cells, bytes, receiver);
      ParquetRowGroups groups = new ParquetRowGroups(file);
      List<BlockMetaData> blocks = footer.getBlocks();
      for (int i = 0; i < blocks.size() && reading.wantsMore(); i++) {
        long before = number;
        read(groups, i, blocks.get(i), row -> take(row, cells, reading));
        long missing = before + blocks.get(i).getRowCount() - number;
        if (missing != 0) {
          throw DamagedFileException.ofParquet(
              new IOException(missing + " rows of row group " + i + " can't be decoded"));
        }
      }
    } catch (BadRowException e) {
      receiver.deadLetter(taken.refused(e));
    } catch (DamagedFileException e) {
      receiver.deadLetter(taken.damaged(number + 1, e));
    }
  }

  private ParquetBytes bytes() {
    return new ParquetBytes(file.getMetadata().sizeBytes(), file::openSeekable);
  }

  private void read(
      ParquetRowGroups groups, int index, BlockMetaData block, Consumer<GenericRecord> rows)
      throws IOException {
    try {
      groups.read(index, rows);
    } catch (Exception e) {
      // What was made of a row failed, and not the file.
      if (failure.isPresent()) {
        throw failure.get();
      }
      throw reason(e, block);
    }
  }

  /**
   * Why a row group could not be read. ParquetIO opens the file itself and throws the same for
   * damage as for a failure of the source, so the row group is read again by a reader that tells
   * them apart. No row is taken from it.
   */
  private IOException reason(Exception thrown, BlockMetaData block) {
    if (thrown instanceof ParquetDecodingException) {
      // Rows are decoded in memory, where no source can fail.
      return DamagedFileException.ofParquet(thrown);
    }
    ParquetBytes bytes = bytes();
    long start = block.getStartingPos();
    try (ParquetReader<GenericRecord> rows =
        bytes.rows().withFileRange(start, start + block.getCompressedSize()).build()) {
      rows.read();
      return new IOException("row group at byte " + start + " could not be read at once", thrown);
    } catch (IOException | RuntimeException e) {
      return bytes.reason(thrown);
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

  private record Row(long number, List<String> cells) implements FileRow {
    @Override
    public String raw() {
      return String.join(",", cells);
    }
  }
}
