package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Rows of a text file: its lines, and lines that a quoted field joins. */
final class TextRows implements RowSource {
  private final InputStream in;
  private final FormOptions options;
  private Optional<CsvRows> rows = Optional.empty();
  private Optional<RawRow> row = Optional.empty();

  /**
   * Rows of a file.
   *
   * @param in its bytes as they lie
   * @param options what was said of its forms
   */
  TextRows(InputStream in, FormOptions options) {
    this.in = in;
    this.options = options;
  }

  @Override
  public List<String> header() throws IOException, BadRowException {
    CsvRows opened = CsvRows.open(in, options.dialect());
    rows = Optional.of(opened);
    return opened.header();
  }

  @Override
  public FileForm form() {
    CsvRows opened = rows.orElseThrow();
    return new FileForm(
        "CSV",
        opened.separator() == '\t' ? "tab" : String.valueOf(opened.separator()),
        options.dialect().encoding().orElse(opened.content().encoding()).standardName(),
        opened.content().compression().isEmpty()
            ? "none"
            : String.join(", ", opened.content().compression()));
  }

  @Override
  public boolean next() throws IOException {
    row = rows.orElseThrow().next();
    return row.isPresent();
  }

  @Override
  public long number() {
    return row.map(RawRow::line).orElseGet(() -> rows.map(CsvRows::linesRead).orElse(1L));
  }

  @Override
  public List<String> cells() throws BadRowException {
    return row.orElseThrow().fields();
  }

  @Override
  public String raw() {
    return row.map(RawRow::text).orElseGet(() -> rows.map(CsvRows::headerText).orElse(""));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
