package io.cardbeam.csv;

import java.util.List;

/** Which character separates the fields of a file: comma, semicolon, pipe or tab. */
final class Separators {
  private static final List<Character> KNOWN = List.of(',', ';', '|', '\t');

  private Separators() {}

  /**
   * The one at which the header has several columns and most of the first lines have as many; if
   * two do, the one with more columns. The comma where none does. Quotes are honoured.
   *
   * @param lines header and first rows
   */
  static char of(List<String> lines) {
    char best = KNOWN.get(0);
    int bestAgreeing = -1;
    int bestWidth = 1;
    for (char separator : KNOWN) {
      int width = lines.isEmpty() ? 0 : width(lines.get(0), separator);
      if (width > 1) {
        int agreeing = 0;
        for (String line : lines.subList(1, lines.size())) {
          agreeing += width(line, separator) == width ? 1 : 0;
        }
        if (agreeing > bestAgreeing || (agreeing == bestAgreeing && width > bestWidth)) {
          best = separator;
          bestAgreeing = agreeing;
          bestWidth = width;
        }
      }
    }
    return best;
  }

  private static int width(String line, char separator) {
    try {
      return CsvFields.split(line, separator).size();
    } catch (BadRowException e) {
      return 0;
    }
  }
}
