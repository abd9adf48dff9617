package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Local files of transactions as rows, whatever they are written in. */
public final class RowFiles {
  private RowFiles() {}

  /**
   * The rows of a local file.
   *
   * @param options what was said of its forms
   */
  public static RowSource open(Path file, FormOptions options) throws IOException {
    return of(CsvInput.open(file), options);
  }

  /**
   * The rows of a file of text.
   *
   * @param in the file's bytes, uncompressed; closed with the rows
   * @param options what was said of its forms
   */
  public static RowSource of(InputStream in, FormOptions options) {
    return new TextRows(in);
  }
}
