package io.cardbeam.pipeline.search;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of indices of one day each, such as {@code cardbeam-weblogs-2026.11.29}.
 *
 * @param prefix of all of them: lower-case letters, digits, {@code _} and {@code -}, at most
 *     {@value #MAX_PREFIX_CHARS} characters, the first a letter or digit
 */
public record DailyIndices(String prefix) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Longest prefix, in characters. */
  public static final int MAX_PREFIX_CHARS = 100;

  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if it is none
   */
  public DailyIndices {
    if (prefix.length() > MAX_PREFIX_CHARS || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "the name of an index has lower-case letters, digits, _ and -, at most "
              + MAX_PREFIX_CHARS
              + " characters, and begins with a letter or digit");
    }
  }

  /**
   * The index of a day; empty if its year is not 0 to 9999.
   *
   * @param epochDay days since 1970 UTC
   */
  public Optional<String> name(long epochDay) {
    return epochDay < FIRST_DAY || epochDay > LAST_DAY
        ? Optional.empty()
        : Optional.of(prefix + "-" + DAY.format(LocalDate.ofEpochDay(epochDay)));
  }

  /** The day of an index, days since 1970 UTC; empty if it is not one of these. */
  public Optional<Long> epochDay(String index) {
    if (!index.startsWith(prefix + "-")) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(index.substring(prefix.length() + 1), DAY);
      return Optional.of(day.toEpochDay());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Names all of them to a server. */
  String all() {
    return prefix + "-*";
  }
}
