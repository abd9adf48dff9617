package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Rows of a text file, whatever its compression, encoding and separator. */
final class TextRows implements RowSource {
  private final InputStream in;
  private final FormOptions told;
  private final Optional<RowFiles.Bytes> again;
  private Optional<DelimitedRows> rows = Optional.empty();
  private Optional<RawRow> row = Optional.empty();

  /**
   * Rows of a file.
   *
   * @param in its bytes as they lie
   * @param told what was said of its forms
   * @param again opens the file once more, if it is one that can be opened again: a pipe can't
   */
  TextRows(InputStream in, FormOptions told, Optional<RowFiles.Bytes> again) {
    this.in = in;
    this.told = told;
    this.again = again;
  }

  @Override
  public List<String> header() throws IOException, BadRowException {
    try {
      DelimitedRows opened = DelimitedRows.open(in, told);
      rows = Optional.of(opened);
      return opened.header();
    } catch (DamagedFileException e) {
      throw new BadRowException(DamagedFileException.CODE, e.reason());
    }
  }

  /**
   * Tells the forms by the first rows; while these leave something open, by those after them, if
   * the file can be opened again.
   */
  @Override
  public Forms forms(Columns columns) throws IOException, BadRowException {
    FormsDetector detector = new FormsDetector(told);
    SampleRow sample = new SampleRow(columns, detector);
    DelimitedRows opened = opened();
    boolean complete = opened.lookAhead(sample::show);
    if (!complete && detector.isUndecided() && again.isPresent()) {
      try (InputStream file = again.get().open();
          DelimitedRows more = DelimitedRows.open(file, told)) {
        showAfter(opened.rowsAhead(), more, sample, detector);
      }
    }
    return detector.forms();
  }

  private static void showAfter(
      long seen, DelimitedRows more, SampleRow sample, FormsDetector detector) throws IOException {
    try {
      Optional<RawRow> next = more.next();
      for (long at = 0; next.isPresent() && (at < seen || detector.isUndecided()); at++) {
        if (at >= seen) {
          sample.show(next.get());
        }
        next = more.next();
      }
    } catch (DamagedFileException e) {
      // Reported by whoever reads the rows, in its place.
    }
  }

  private DelimitedRows opened() {
    return rows.orElseThrow(() -> new IllegalStateException("the header was not asked for"));
  }

  @Override
  public FileForm form() {
    DelimitedRows opened = opened();
    return new FileForm(
        "CSV",
        opened.separator() == '\t' ? "tab" : String.valueOf(opened.separator()),
        opened.encoding().standardName(),
        opened.content().compression().isEmpty()
            ? "none"
            : String.join(", ", opened.content().compression()));
  }

  @Override
  public boolean next() throws IOException {
    row = Optional.empty();
    row = opened().next();
    return row.isPresent();
  }

  @Override
  public long number() {
    return row.map(RawRow::line).orElseGet(() -> rows.map(DelimitedRows::linesRead).orElse(0L));
  }

  @Override
  public List<String> cells() throws BadRowException {
    return row.orElseThrow(() -> new IllegalStateException("there is no row")).fields();
  }

  @Override
  public String raw() {
    return row.map(RawRow::text).orElseGet(() -> rows.map(DelimitedRows::headerText).orElse(""));
  }

  @Override
  public void close() throws IOException {
    if (rows.isPresent()) {
      rows.get().close();
    }
    in.close();
  }
}
