package io.cardbeam.csv;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** Rows of a local Parquet file, numbered from 1 in the file's order. */
final class LocalParquetRows implements RowSource {
  private final ParquetBytes bytes;
  private Optional<ParquetReader<GenericRecord>> reader = Optional.empty();
  private Optional<ParquetCells> converter = Optional.empty();
  private List<String> cells = List.of();
  private String codec = "";
  private long number;

  LocalParquetRows(ParquetBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public List<String> header() throws IOException {
    ParquetMetadata metadata = bytes.footer();
    try {
      ParquetCells made = new ParquetCells(metadata.getFileMetaData().getSchema());
      converter = Optional.of(made);
      codec = codec(metadata);
      reader = Optional.of(bytes.rows().build());
      return made.header();
    } catch (RuntimeException | IOException e) {
      throw bytes.reason(e);
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
  public Forms forms(Columns columns) {
    return converter.orElseThrow().forms(columns);
  }

  @Override
  public TimeLimit timeLimit(Columns columns, Forms forms) throws IOException {
    return converter.orElseThrow().timeLimit(bytes, columns, forms);
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
      throw bytes.reason(e);
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
