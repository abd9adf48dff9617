package io.cardbeam.csv;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Local CSV files as they are found: plain, gzip by the ending .gz, zstd by .zst. */
public final class CsvInput {
  private static final int BUFFER_BYTES = 1 << 18;

  private CsvInput() {}

  /** Opens a file for {@link CsvFile#read}. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    String name = file.getFileName().toString();
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    }
    return name.endsWith(".zst")
        ? new BufferedInputStream(new ZstdInputStream(raw), BUFFER_BYTES)
        : raw;
  }

  /**
   * Looks at the first line only.
   *
   * @throws BadRowException if it is no header of a known layout
   */
  public static void checkHeader(Path file) throws IOException, BadRowException {
    try (InputStream in = open(file)) {
      LineReader lines =
          new LineReader(
              new InputStreamReader(in, StandardCharsets.UTF_8), CsvRowParser.MAX_LINE_CHARS);
      CsvLayout.ofHeader(lines.next().orElse(""));
    }
  }
}
