package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Local files of transactions as rows, whatever they are written in. */
public final class RowFiles {
  private static final int BUFFER_BYTES = 1 << 18;

  private RowFiles() {}

  /**
   * The rows of a local file.
   *
   * @param options what was said of its forms
   */
  public static RowSource open(Path file, FormOptions options) throws IOException {
    return of(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), options);
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
