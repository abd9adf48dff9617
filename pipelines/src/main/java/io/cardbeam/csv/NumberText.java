package io.cardbeam.csv;

import java.util.Optional;

/**
 * A number's digits as they are written, without its sign and without its currency.
 *
 * @param whole digits before the decimal sign; may be empty
 * @param fraction digits after it; may be empty
 */
record NumberText(String whole, String fraction) {
  private static final String GROUPING = ".,'\u2019 \u00A0\u202F";
  private static final int GROUP_DIGITS = 3;
  private static final int INDIAN_GROUP_DIGITS = 2;

  /** What a number says about the decimal sign of its file. */
  enum Tells {
    /** It has neither point nor comma. */
    NOTHING,
    /** Only with a decimal point is it a number. */
    POINT,
    /** Only with a decimal comma is it a number. */
    COMMA,
    /** It is a number with either, and not the same. */
    EITHER,
    /** It is no number. */
    NO_NUMBER
  }

  /**
   * Reads digits with at most one decimal sign and, if thousands are grouped, groups of three
   * before it (or, as in India, of two before the last), all separated by one character: point or
   * comma, whichever is not the decimal sign, apostrophe, or a blank.
   *
   * @return empty if it is no such number
   */
  static Optional<NumberText> of(String text, DecimalSign decimal) {
    int at = text.indexOf(decimal.sign());
    String whole = at < 0 ? text : text.substring(0, at);
    String fraction = at < 0 ? "" : text.substring(at + 1);
    boolean hasDigits = !whole.isEmpty() || !fraction.isEmpty();
    if (!hasDigits || !(fraction.isEmpty() || isDigits(fraction))) {
      return Optional.empty();
    }
    return whole.isEmpty() || isDigits(whole)
        ? Optional.of(new NumberText(whole, fraction))
        : ungrouped(whole).map(digits -> new NumberText(digits, fraction));
  }

  private static Optional<String> ungrouped(String whole) {
    int first = 0;
    while (first < whole.length() && isDigit(whole.charAt(first))) {
      first++;
    }
    char separator = whole.charAt(first);
    // A group is never 0 alone: 0,123 is no thousand.
    if (first == 0
        || first > GROUP_DIGITS
        || whole.charAt(0) == '0'
        || GROUPING.indexOf(separator) < 0) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(whole.length()).append(whole, 0, first);
    int groupDigits = 0;
    for (int start = first + 1; start <= whole.length(); ) {
      int end = whole.indexOf(separator, start);
      boolean last = end < 0;
      int size = (last ? whole.length() : end) - start;
      if (groupDigits == 0 && !last) {
        groupDigits = size;
      }
      boolean fits =
          last
              ? size == GROUP_DIGITS
              : size == groupDigits && (size == GROUP_DIGITS || size == INDIAN_GROUP_DIGITS);
      if (!fits || !isDigits(whole.substring(start, start + size))) {
        return Optional.empty();
      }
      digits.append(whole, start, start + size);
      start += size + 1;
    }
    return Optional.of(digits.toString());
  }

  /** What a number says about the decimal sign. */
  static Tells tells(String text) {
    if (text.indexOf('.') < 0 && text.indexOf(',') < 0) {
      return Tells.NOTHING;
    }
    boolean point = of(text, DecimalSign.POINT).isPresent();
    boolean comma = of(text, DecimalSign.COMMA).isPresent();
    if (point && comma) {
      return Tells.EITHER;
    }
    return point ? Tells.POINT : comma ? Tells.COMMA : Tells.NO_NUMBER;
  }

  /** Whether a text is digits alone, 0 to 9, and at least one. */
  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a text has digits of another script than ASCII's. */
  static boolean hasOtherDigits(String text) {
    return text.codePoints().anyMatch(c -> c > '9' && Character.isDigit(c));
  }

  /** Whether a text is a number with an exponent, for instance 1e2 or 2.29116E+15. */
  static boolean hasExponent(String text) {
    int at = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (at <= 0 || at == text.length() - 1) {
      return false;
    }
    String mantissa = text.substring(0, at);
    String power = text.substring(at + 1);
    char sign = power.charAt(0);
    return of(mantissa, DecimalSign.POINT).or(() -> of(mantissa, DecimalSign.COMMA)).isPresent()
        && isDigit(mantissa.charAt(mantissa.length() - 1))
        && isDigits(sign == '+' || sign == '-' ? power.substring(1) : power);
  }
}
