package io.cardbeam.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Local CSV files as they are found: plain, gzip, zstd or bzip2, whatever their names. */
public final class CsvInput {
  private static final int BUFFER_BYTES = 1 << 18;

  private CsvInput() {}

  /** Opens a file's text as UTF-8, unpacked. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      return FileContent.of(raw).bytes();
    } catch (BadRowException e) {
      raw.close();
      throw new DamagedFileException(e.reason());
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
