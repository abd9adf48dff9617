package io.cardbeam.pipeline.read;

import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.FailingSource;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.ParquetBytes;
import io.cardbeam.csv.ReadFile;
import io.cardbeam.csv.RowFiles;
import io.cardbeam.csv.RowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.ReadableFileCoder;
import org.apache.beam.sdk.io.fs.MetadataCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The ways to read a Parquet file. */
enum ParquetReading {
  /** As a pipeline's worker does. */
  BEAM {
    @Override
    void read(FailingSource disk, Path parquet, FileReading how, ReadFile into) throws IOException {
      FailingFiles.putIn(disk);
      new ParquetFileRows(readable(parquet), taken(how)).read(into);
    }
  },

  /** As commands do that look at a file before they start. */
  LOCAL {
    @Override
    void read(FailingSource disk, Path parquet, FileReading how, ReadFile into) throws IOException {
      ParquetBytes bytes = new ParquetBytes(Files.size(parquet), () -> disk.open(parquet));
      try (RowSource rows = RowFiles.parquet(bytes)) {
        taken(how).read(rows, into);
      }
    }
  };

  /** Reads a file that is on such a disk. */
  abstract void read(FailingSource disk, Path parquet, FileReading how, ReadFile into)
      throws IOException;

  private static CsvFile taken(FileReading how) {
    return new CsvFile("test", ReadFile.TOKENIZER, how);
  }

  /** As a worker gets it: by its coder, since Beam makes such files in pipelines alone. */
  @SuppressWarnings("EnumOrdinal") // The coder writes it so.
  private static ReadableFile readable(Path parquet) throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MetadataCoder.of().encode(FailingFiles.metadata(parquet), bytes);
    VarIntCoder.of().encode(Compression.UNCOMPRESSED.ordinal(), bytes);
    return ReadableFileCoder.of().decode(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
