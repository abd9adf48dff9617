package io.cardbeam.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of a CSV file under its header, one after the other. Blank lines are no rows.
 * Compression and encoding are detected by {@link FileContent}, the separator by {@link
 * Separators}, or by a first line {@code sep=;} as spreadsheets write it.
 *
 * <p>A row is a line. Only where a quoted field is open at the end of a line, and some of the at
 * most {@value #MOST_JOINED_LINES} lines after it close it so that there are as many fields as the
 * header has, these lines are one row: a field with line breaks. Otherwise a quote that was never
 * closed costs its own line and not the rest of the file.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class DelimitedRows implements Closeable {
  /** Most lines of a row. */
  static final int MOST_JOINED_LINES = 100;

  /** Most columns of a file. */
  public static final int MOST_COLUMNS = 1_000;

  /** Rows that are kept in memory by {@link #lookAhead}, at most. */
  public static final int MOST_ROWS_AHEAD = 100_000;

  private static final long MOST_CHARS_AHEAD = 64_000_000;
  private static final int SEPARATOR_LINES = 20;
  private static final String SEPARATOR_LINE = "sep=";

  private final FileContent content;
  private final TextEncoding encoding;
  private final TextLines lines;
  private final Deque<Line> linesAhead = new ArrayDeque<>();
  private final Deque<RawRow> rowsAhead = new ArrayDeque<>();
  private final List<String> header;
  private final String headerText;
  private final RawRow.Shape shape;
  private Optional<DamagedFileException> damage = Optional.empty();
  private long charsAhead;
  private boolean complete;

  private record Line(long number, String text, Optional<BadRowException> flaw) {}

  /** Looks at rows ahead of reading them. */
  public interface Look {
    /** One of the next rows. */
    void at(RawRow row);
  }

  private DelimitedRows(FileContent content, FormOptions told) throws IOException, BadRowException {
    this.content = content;
    encoding = Objects.requireNonNullElse(told.encoding(), content.encoding());
    lines = new TextLines(content.bytes(), encoding);
    Line first = firstLine();
    Optional<Character> separator = Optional.ofNullable(told.separator());
    if (isSeparatorLine(first.text)) {
      separator = Optional.of(first.text.charAt(first.text.length() - 1));
      first = firstLine();
    }
    if (first.flaw.isPresent()) {
      throw new BadRowException(
          "NO_HEADER", "first line is no header: " + first.flaw.get().reason());
    }
    headerText = first.text;
    char between = separator.isPresent() ? separator.get() : tellSeparator();
    header = List.copyOf(columns(headerText, between));
    shape = new RawRow.Shape(between, header.size());
  }

  /**
   * Opens a file and reads its header.
   *
   * @param file its bytes as they lie; closed with this, and not if it fails
   * @param told what was said of its separator and its encoding
   * @throws BadRowException code NO_HEADER or NOT_TEXT
   * @throws DamagedFileException if it is damaged before its first row
   */
  public static DelimitedRows open(InputStream file, FormOptions told)
      throws IOException, BadRowException {
    FileContent content = FileContent.of(file);
    if (content.format() != FileContent.Format.TEXT) {
      throw new BadRowException("NOT_TEXT", "file is " + content.format() + ", not text");
    }
    return new DelimitedRows(content, told);
  }

  private static List<String> columns(String line, char separator) throws BadRowException {
    List<String> columns = new ArrayList<>();
    try {
      for (String column : CsvFields.split(line, separator)) {
        columns.add(column.strip());
      }
    } catch (BadRowException e) {
      throw new BadRowException("NO_HEADER", "first line is no header: " + e.reason());
    }
    if (columns.size() > MOST_COLUMNS) {
      throw new BadRowException(
          "NO_HEADER", "header has " + columns.size() + " columns, above " + MOST_COLUMNS);
    }
    return columns;
  }

  private Line firstLine() throws IOException, BadRowException {
    while (lines.next()) {
      if (!lines.text().isBlank()) {
        return line();
      }
    }
    throw new BadRowException("NO_HEADER", "file has no header: it is empty");
  }

  private static boolean isSeparatorLine(String line) {
    return line.length() == SEPARATOR_LINE.length() + 1
        && line.toLowerCase(Locale.ROOT).startsWith(SEPARATOR_LINE);
  }

  private char tellSeparator() throws IOException {
    List<String> first = new ArrayList<>();
    first.add(headerText);
    try {
      while (first.size() < SEPARATOR_LINES && lines.next()) {
        Line line = line();
        linesAhead.add(line);
        if (!line.text.isBlank()) {
          first.add(line.text);
        }
      }
    } catch (DamagedFileException e) {
      damage = Optional.of(e);
    }
    return Separators.of(first);
  }

  /** What the file holds. */
  public FileContent content() {
    return content;
  }

  /** How its text is encoded. */
  public TextEncoding encoding() {
    return encoding;
  }

  /** What separates its fields. */
  public char separator() {
    return shape.separator();
  }

  /** Its columns' names as they stand, without blanks around them. */
  public List<String> header() {
    return header;
  }

  /** The header's line as it stands. */
  public String headerText() {
    return headerText;
  }

  /**
   * The next row; empty at the end.
   *
   * @throws DamagedFileException if the rest of the file can't be read; the rows before it were
   *     given
   */
  public Optional<RawRow> next() throws IOException {
    RawRow ahead = rowsAhead.poll();
    if (ahead != null) {
      return Optional.of(ahead);
    }
    Optional<RawRow> row = read();
    if (row.isEmpty() && damage.isPresent()) {
      throw damage.get();
    }
    return row;
  }

  /**
   * Looks at the next rows, which {@link #next} will still give: at most {@link #MOST_ROWS_AHEAD},
   * and fewer where rows are very long.
   *
   * @return whether these are all that the file has
   */
  public boolean lookAhead(Look look) throws IOException {
    while (rowsAhead.size() < MOST_ROWS_AHEAD && charsAhead < MOST_CHARS_AHEAD && !complete) {
      Optional<RawRow> row = read();
      complete = row.isEmpty();
      if (row.isPresent()) {
        rowsAhead.add(row.get());
        charsAhead += row.get().text().length();
      }
    }
    rowsAhead.forEach(look::at);
    return complete;
  }

  /** How many rows were looked at and not given yet. */
  public long rowsAhead() {
    return rowsAhead.size();
  }

  private Optional<RawRow> read() throws IOException {
    while (true) {
      if (!hasLineAhead()) {
        return Optional.empty();
      }
      Line line = linesAhead.remove();
      if (!line.text.isBlank() || line.flaw.isPresent()) {
        return Optional.of(
            line.flaw.isEmpty() && CsvFields.endsOpen(line.text, shape.separator())
                ? joined(line)
                : new RawRow(line.number, line.text, line.flaw, shape));
      }
    }
  }

  /** The row of several lines that begins with this one, or the line alone. */
  private RawRow joined(Line first) throws IOException {
    List<Line> following = new ArrayList<>();
    Optional<String> text = textOverLines(first, following);
    if (text.isPresent()) {
      return new RawRow(first.number, text.get(), Optional.empty(), shape);
    }
    for (int i = following.size() - 1; i >= 0; i--) {
      linesAhead.addFirst(following.get(i));
    }
    return new RawRow(first.number, first.text, first.flaw, shape);
  }

  /**
   * The text of a row over several lines, if there is one.
   *
   * @param following gets the lines that were taken, whether there is one or not
   */
  private Optional<String> textOverLines(Line first, List<Line> following) throws IOException {
    CsvFields fields = new CsvFields(shape.separator());
    StringBuilder text = new StringBuilder(first.text);
    try {
      fields.add(first.text);
      while (fields.isOpen()
          && fields.size() < shape.width()
          && following.size() < MOST_JOINED_LINES
          && hasLineAhead()) {
        Line line = linesAhead.remove();
        following.add(line);
        text.append('\n').append(line.text);
        if (line.flaw.isPresent() || text.length() > TextLines.MAX_CHARS) {
          return Optional.empty();
        }
        fields.add(line.text);
      }
    } catch (BadRowException e) {
      return Optional.empty();
    }
    return fields.isOpen() || fields.size() != shape.width()
        ? Optional.empty()
        : Optional.of(text.toString());
  }

  /** Whether another line can be taken from {@link #linesAhead}. */
  private boolean hasLineAhead() throws IOException {
    if (!linesAhead.isEmpty()) {
      return true;
    }
    if (damage.isPresent()) {
      return false;
    }
    try {
      boolean more = lines.next();
      if (more) {
        linesAhead.add(line());
      }
      return more;
    } catch (DamagedFileException e) {
      damage = Optional.of(e);
      return false;
    }
  }

  private Line line() {
    return new Line(lines.number(), lines.text(), lines.flaw());
  }

  /** Number of the line that was read last. */
  public long linesRead() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    content.bytes().close();
  }
}
