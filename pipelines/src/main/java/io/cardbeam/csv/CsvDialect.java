package io.cardbeam.csv;

import java.util.Optional;

/**
 * What is said of a file's form; what is not said is told by its content.
 *
 * @param separator between fields
 * @param encoding of its text
 */
public record CsvDialect(Optional<Character> separator, Optional<TextEncoding> encoding) {
  /** Everything is told by the content. */
  public static final CsvDialect TOLD_BY_CONTENT =
      new CsvDialect(Optional.empty(), Optional.empty());
}
