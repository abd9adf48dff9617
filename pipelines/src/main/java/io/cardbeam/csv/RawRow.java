package io.cardbeam.csv;

import java.util.List;
import java.util.Optional;

/**
 * A row as it stands in its file.
 *
 * @param line number of its first line, from 1
 * @param text its line; where a quoted field has line breaks its lines, with LF between them
 * @param flaw why it can't be taken whatever is in it; empty for nearly all
 * @param shape separator and width of the file
 */
public record RawRow(long line, String text, Optional<BadRowException> flaw, Shape shape) {

  /**
   * What all rows of a file share.
   *
   * @param separator between fields
   * @param width columns of the header
   */
  record Shape(char separator, int width) {}

  /**
   * The first of its fields, unquoted, fewer if it has fewer: at the cost of these alone.
   *
   * @throws BadRowException code TOO_LONG, BAD_TEXT or BAD_QUOTE
   */
  List<String> fields(int most) throws BadRowException {
    if (flaw.isPresent()) {
      throw flaw.get();
    }
    return CsvFields.first(most, text, shape.separator());
  }

  /**
   * Its fields, unquoted, as many as the header has; cut again at each call.
   *
   * @throws BadRowException code TOO_LONG, BAD_TEXT, OPEN_QUOTE, BAD_QUOTE or BAD_WIDTH
   */
  public List<String> fields() throws BadRowException {
    if (flaw.isPresent()) {
      throw flaw.get();
    }
    List<String> fields = CsvFields.split(text, shape.separator());
    if (fields.size() != shape.width()) {
      throw new BadRowException(
          "BAD_WIDTH",
          "row has " + fields.size() + " fields where its header has " + shape.width());
    }
    return fields;
  }
}
