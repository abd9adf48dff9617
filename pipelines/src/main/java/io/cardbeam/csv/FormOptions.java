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

  /** The order of day and month. */
  Optional<DateOrder> order() {
    return Optional.ofNullable(dayFirst)
        .map(first -> first ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST);
  }

  /**
   * The order of day and month in dates of birth: the pattern, which has hours and is for times,
   * says no more than that of them.
   */
  Optional<DateOrder> birthOrder() {
    return order().or(() -> Optional.ofNullable(dateFormat).flatMap(FormOptions::orderIn));
  }

  private static Optional<DateOrder> orderIn(String pattern) {
    int day = pattern.indexOf('d');
    int month = Math.max(pattern.indexOf('M'), pattern.indexOf('L'));
    return day < 0 || month < 0
        ? Optional.empty()
        : Optional.of(day < month ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST);
  }

  /** The decimal sign. */
  Optional<DecimalSign> sign() {
    return Optional.ofNullable(decimalSign)
        .map(sign -> sign == ',' ? DecimalSign.COMMA : DecimalSign.POINT);
  }

  /** Nothing was said. */
  public static final FormOptions NONE = new FormOptions(null, null, null, null, null);
}
