package io.cardbeam.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines to their fields, as RFC 4180 has it, with any separator: a field may stand in double
 * quotes, and a quote in it is doubled. A quote within a field that does not begin with one is a
 * character like any other.
 */
final class CsvFields {
  private static final char QUOTE = '"';

  private final char separator;
  private final int most;
  private final List<String> fields = new ArrayList<>();

  /** What a quoted field has so far, over lines. */
  private final StringBuilder quoted = new StringBuilder();

  private boolean open;

  CsvFields(char separator) {
    this(separator, Integer.MAX_VALUE);
  }

  private CsvFields(char separator, int most) {
    this.separator = separator;
    this.most = most;
  }

  /**
   * The fields of a line, unquoted.
   *
   * @throws BadRowException code OPEN_QUOTE or BAD_QUOTE
   */
  static List<String> split(String line, char separator) throws BadRowException {
    CsvFields fields = new CsvFields(separator);
    try {
      fields.add(line);
    } catch (BadRowException e) {
      // An odd number of quotes is the better reason: the field ran into the next one's quote.
      throw quotesIn(line) % 2 == 0 ? e : openQuote();
    }
    if (fields.isOpen()) {
      throw openQuote();
    }
    return fields.fields;
  }

  /**
   * The first fields of a row, unquoted; without one that is not closed.
   *
   * @param most how many, if it has as many
   * @throws BadRowException code BAD_QUOTE if one of them is badly quoted
   */
  static List<String> first(int most, String row, char separator) throws BadRowException {
    CsvFields fields = new CsvFields(separator, most);
    fields.add(row);
    return fields.fields;
  }

  private static BadRowException openQuote() {
    return new BadRowException("OPEN_QUOTE", "a quoted field is not closed on its line");
  }

  /** {@link #split(String, char)} at commas. */
  static List<String> split(String line) throws BadRowException {
    return split(line, ',');
  }

  /**
   * Takes in a line; if a quoted field is open, it goes on in this line.
   *
   * @throws BadRowException code BAD_QUOTE
   */
  void add(String line) throws BadRowException {
    int start = 0;
    if (open) {
      quoted.append('\n');
      start = quoted(line, 0);
    }
    while (start >= 0 && fields.size() < most) {
      if (start < line.length() && line.charAt(start) == QUOTE) {
        quoted.setLength(0);
        start = quoted(line, start + 1);
      } else {
        int end = line.indexOf(separator, start);
        fields.add(end < 0 ? line.substring(start) : line.substring(start, end));
        start = end < 0 ? -1 : end + 1;
      }
    }
  }

  /** Reads on within quotes; where the next field begins, or -1 if the line ends before it. */
  private int quoted(String line, int from) throws BadRowException {
    int start = from;
    while (true) {
      int quote = line.indexOf(QUOTE, start);
      if (quote < 0) {
        quoted.append(line, start, line.length());
        open = true;
        return -1;
      }
      quoted.append(line, start, quote);
      int after = quote + 1;
      if (after < line.length() && line.charAt(after) == QUOTE) {
        quoted.append(QUOTE);
        start = after + 1;
        continue;
      }
      if (after < line.length() && line.charAt(after) != separator) {
        throw new BadRowException("BAD_QUOTE", "a quoted field goes on after its closing quote");
      }
      open = false;
      fields.add(quoted.toString());
      return after < line.length() ? after + 1 : -1;
    }
  }

  /** Whether a quoted field is not closed yet. */
  boolean isOpen() {
    return open;
  }

  /** How many fields are complete. */
  int size() {
    return fields.size();
  }

  /** Whether a line ends within a quoted field; makes no fields. */
  static boolean endsOpen(String line, char separator) {
    if (line.indexOf(QUOTE) < 0) {
      return false;
    }
    int start = 0;
    while (start >= 0) {
      if (start < line.length() && line.charAt(start) == QUOTE) {
        int closing = closingQuote(line, start + 1);
        if (closing < 0) {
          return true;
        }
        boolean another = closing + 1 < line.length() && line.charAt(closing + 1) == separator;
        start = another ? closing + 2 : -1;
      } else {
        start = line.indexOf(separator, start) + 1;
        start = start == 0 ? -1 : start;
      }
    }
    return false;
  }

  private static int closingQuote(String line, int from) {
    int quote = line.indexOf(QUOTE, from);
    while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == QUOTE) {
      quote = line.indexOf(QUOTE, quote + 2);
    }
    return quote;
  }

  private static int quotesIn(String text) {
    int quotes = 0;
    for (int at = text.indexOf(QUOTE); at >= 0; at = text.indexOf(QUOTE, at + 1)) {
      quotes++;
    }
    return quotes;
  }
}
