package io.cardbeam.csv;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of the forms in a file; null for what the file is to tell itself.
 *
 * @param separator between fields, one character
 * @param encoding of the text
 * @param dateFormat as {@link java.time.format.DateTimeFormatter} writes patterns, for instance
 *     {@code dd/MM/yyyy HH:mm}
 * @param decimalSign {@code .} or {@code ,}
 * @param dayFirst whether 03/04/2025 is the third of April
 */
public record FormOptions(
    @Nullable Character separator,
    @Nullable TextEncoding encoding,
    @Nullable String dateFormat,
    @Nullable Character decimalSign,
    @Nullable Boolean dayFirst)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How the text is read. */
  CsvDialect dialect() {
    return new CsvDialect(Optional.ofNullable(separator), Optional.ofNullable(encoding));
  }

  /** Nothing was said. */
  public static final FormOptions NONE = new FormOptions(null, null, null, null, null);
}
