package io.cardbeam.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Local files of transactions as rows, whatever they are written in. */
public final class RowFiles {
  /** How many bytes tell Parquet. */
  public static final int MAGIC_BYTES = 4;

  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER_BYTES = 1 << 18;

  private RowFiles() {}

  /**
   * The rows of a local file.
   *
   * @param options what was said of its forms
   */
  public static RowSource open(Path file, FormOptions options) throws IOException {
    return isParquet(file)
        ? new ParquetRows(file)
        : of(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), options);
  }

  /** Whether a file is Apache Parquet, which its first bytes tell. */
  private static boolean isParquet(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isParquet(in.readNBytes(PARQUET.length));
    }
  }

  /**
   * Whether a file is Apache Parquet.
   *
   * @param first its first {@value #MAGIC_BYTES} bytes, or all if there are fewer
   */
  public static boolean isParquet(byte[] first) {
    return Arrays.equals(first, PARQUET);
  }

  /**
   * The rows of a file of text.
   *
   * @param in the file's bytes as they lie; closed with the rows
   * @param options what was said of its forms
   */
  public static RowSource of(InputStream in, FormOptions options) {
    return new TextRows(in, options);
  }
}
