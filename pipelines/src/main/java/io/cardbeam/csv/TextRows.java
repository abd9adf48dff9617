package io.cardbeam.csv;

import io.cardbeam.traffic.HourCounts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
        showAfter(opened.rowsAhead(), more, sample::show, detector::isUndecided);
      }
    }
    return detector.forms();
  }

  /**
   * Counts the times of the rows that are kept in memory, and reads those after them from the file,
   * opened again.
   */
  @Override
  public TimeLimit timeLimit(Columns columns, Forms forms) throws IOException, BadRowException {
    RowTime time = new RowTime(columns, forms);
    HourCounts hours = new HourCounts();
    DelimitedRows opened = opened();
    boolean complete = opened.lookAhead(row -> time.count(row, hours));
    if (!complete) {
      if (again.isEmpty()) {
        return TimeLimit.NONE;
      }
      try (InputStream file = again.get().open();
          DelimitedRows more = DelimitedRows.open(file, told)) {
        showAfter(opened.rowsAhead(), more, row -> time.count(row, hours), () -> true);
      }
    }
    return TimeLimit.of(hours.latest());
  }

  /**
   * Shows the rows of a file.
   *
   * @param seen how many of the first are not shown
   * @param wanted whether another one after these is
   */
  private static void showAfter(
      long seen, DelimitedRows rows, DelimitedRows.Look look, BooleanSupplier wanted)
      throws IOException {
    try {
      Optional<RawRow> next = rows.next();
      for (long at = 0; next.isPresent() && (at < seen || wanted.getAsBoolean()); at++) {
        if (at >= seen) {
          look.at(next.get());
        }
        next = rows.next();
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
