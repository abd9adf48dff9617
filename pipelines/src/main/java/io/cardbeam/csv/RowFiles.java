package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Local files of transactions as rows, whatever they are written in. */
public final class RowFiles {
  private static final int MAGIC_BYTES = 4;

  private RowFiles() {}

  /** Opens a file's bytes as they lie, as often as it is asked to. */
  public interface Bytes {
    /** The bytes from the first on. */
    InputStream open() throws IOException;
  }

  /**
   * The rows of a local file.
   *
   * @param told what was said of its forms
   */
  public static RowSource open(Path file, FormOptions told) throws IOException {
    return isParquet(file)
        ? parquet(new ParquetBytes(Files.size(file), () -> Files.newByteChannel(file)))
        : text(() -> Files.newInputStream(file), told);
  }

  /** The rows of a Parquet file, in its order. */
  public static RowSource parquet(ParquetBytes bytes) {
    return new LocalParquetRows(bytes);
  }

  /**
   * The rows of a file of text that can be opened again.
   *
   * @param told what was said of its forms
   */
  public static RowSource text(Bytes file, FormOptions told) throws IOException {
    return new TextRows(file.open(), told, Optional.of(file));
  }

  private static boolean isParquet(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isParquet(in);
    }
  }

  /**
   * Whether a file is Apache Parquet, which its first bytes tell.
   *
   * @param file its bytes as they lie, of which some are read
   */
  public static boolean isParquet(InputStream file) throws IOException {
    return Magic.of(file.readNBytes(MAGIC_BYTES)) == Magic.PARQUET;
  }

  /**
   * The rows of a stream of text that can be read only once.
   *
   * @param in bytes as they lie in their file; closed with the rows
   * @param told what was said of its forms
   */
  public static RowSource of(InputStream in, FormOptions told) {
    return new TextRows(in, told, Optional.empty());
  }
}
