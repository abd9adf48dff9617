package io.cardbeam.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;

/** Rows of a local Parquet file, numbered from 1 in the file's order. */
final class LocalParquetRows implements RowSource {
  private static final String INT96_AS_FIXED = "parquet.avro.readInt96AsFixed";

  private final Path file;
  private Optional<ParquetReader<GenericRecord>> reader = Optional.empty();
  private Optional<ParquetCells> converter = Optional.empty();
  private List<String> cells = List.of();
  private String codec = "";
  private long number;

  LocalParquetRows(Path file) {
    this.file = file;
  }

  @Override
  public List<String> header() throws IOException {
    try (ParquetFileReader footer = ParquetFileReader.open(new LocalInputFile(file))) {
      ParquetMetadata metadata = footer.getFooter();
      ParquetCells made = new ParquetCells(metadata.getFileMetaData().getSchema());
      converter = Optional.of(made);
      codec = codec(metadata);
      PlainParquetConfiguration settings = new PlainParquetConfiguration();
      settings.set(INT96_AS_FIXED, "true");
      reader =
          Optional.of(
              AvroParquetReader.<GenericRecord>builder(new LocalInputFile(file), settings)
                  .withDataModel(GenericData.get())
                  .build());
      return made.header();
    } catch (RuntimeException | IOException e) {
      throw DamagedFileException.ofParquet(e);
    }
  }

  private static String codec(ParquetMetadata metadata) {
    for (BlockMetaData block : metadata.getBlocks()) {
      CompressionCodecName name = block.getColumns().get(0).getCodec();
      return name == CompressionCodecName.UNCOMPRESSED ? "none" : name.name();
    }
    return "none";
  }

  @Override
  public FileForm form() {
    return new FileForm("Parquet", "", "", codec);
  }

  @Override
  public boolean next() throws IOException {
    try {
      GenericRecord row = reader.orElseThrow().read();
      if (row == null) {
        return false;
      }
      cells = converter.orElseThrow().of(row);
      number++;
      return true;
    } catch (RuntimeException | IOException e) {
      throw DamagedFileException.ofParquet(e);
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public List<String> cells() {
    return cells;
  }

  @Override
  public String raw() {
    return String.join(",", cells);
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
