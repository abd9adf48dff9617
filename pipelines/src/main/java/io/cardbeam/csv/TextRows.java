package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows of a text file, a line each; blank lines are none. */
final class TextRows implements RowSource {
  /** Longest line that is taken, characters. */
  static final int MAX_LINE_CHARS = 16 * 1024;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final LineReader lines;
  private int width;
  private String line = "";

  /**
   * Rows of a file.
   *
   * @param in its bytes, uncompressed
   */
  TextRows(InputStream in) {
    this.in = in;
    this.lines = new LineReader(new InputStreamReader(in, StandardCharsets.UTF_8), MAX_LINE_CHARS);
  }

  @Override
  public List<String> header() throws IOException, BadRowException {
    line = lines.next().orElse("");
    List<String> names =
        CsvFields.split(line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
    width = names.size();
    return names;
  }

  @Override
  public boolean next() throws IOException {
    do {
      var next = lines.next();
      if (next.isEmpty()) {
        return false;
      }
      line = next.get();
    } while (line.isBlank());
    return true;
  }

  @Override
  public long number() {
    return lines.number();
  }

  @Override
  public List<String> cells() throws BadRowException {
    if (line.length() > MAX_LINE_CHARS) {
      throw new BadRowException(
          "TOO_LONG", "line has " + line.length() + " characters, above " + MAX_LINE_CHARS);
    }
    if (line.indexOf('\uFFFD') >= 0) {
      throw new BadRowException("BAD_TEXT", "line is not valid UTF-8");
    }
    List<String> cells = CsvFields.split(line);
    if (cells.size() != width) {
      int more = cells.size() - width;
      throw new BadRowException(
          "BAD_WIDTH",
          "row has "
              + cells.size()
              + " fields where its header has "
              + width
              + ": "
              + Math.abs(more)
              + (more > 0 ? " too many" : " too few"));
    }
    return cells;
  }

  @Override
  public String raw() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
