package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * What lies in a table's folder, as its files themselves say.
 *
 * @param files number of Parquet files
 * @param rows their rows, by their footers
 * @param bytes their size
 */
public record TableFiles(int files, long rows, long bytes) {

  /**
   * Counts a folder with all its partitions; a folder that is not there has no files.
   *
   * @throws IOException if a file can't be read
   */
  public static TableFiles in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new TableFiles(0, 0, 0);
    }
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder.toRealPath())) {
      files = paths.filter(path -> path.toString().endsWith(".parquet")).toList();
    }
    long rows = 0;
    long bytes = 0;
    for (Path file : files) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        rows += reader.getRecordCount();
      }
      bytes += Files.size(file);
    }
    return new TableFiles(files.size(), rows, bytes);
  }
}
