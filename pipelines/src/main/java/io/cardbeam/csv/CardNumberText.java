package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;

/**
 * A card number as files have it: digits alone, in groups with blanks or dashes between them, or
 * with a decimal {@code .0} after them. What a spreadsheet rounded is reported as such.
 */
final class CardNumberText {
  /** Code of a card number whose digits a spreadsheet lost. */
  static final String ROUNDED = "CARD_ROUNDED";

  private static final int LEAST_DIGITS = 11;
  private static final int MOST_DIGITS = 19;

  /** Digits of whole numbers that a binary fraction of 64 bits keeps apart but for the last bit. */
  private static final int EXACT_DIGITS = 16;

  private CardNumberText() {}

  /**
   * The digits of a card number.
   *
   * @param text without blanks around it
   * @param column what reasons call it
   * @throws BadRowException code NO_CARD, CARD_ROUNDED or BAD_CARD
   */
  static String digits(String text, String column) throws BadRowException {
    if (isCardNumber(text)) {
      return text;
    }
    if (text.isEmpty()) {
      throw new BadRowException("NO_CARD", column + ", the card number, is missing");
    }
    if (NumberText.hasExponent(text)) {
      throw rounded(column, CardNumberMask.quoted(text));
    }
    String digits = plain(text);
    if (digits.length() > EXACT_DIGITS && isDecimal(text)) {
      throw rounded(column, "with decimals and more than " + EXACT_DIGITS + " digits");
    }
    if (!isCardNumber(digits)) {
      throw new BadRowException(
          "BAD_CARD",
          "card number is not 11 to 19 digits"
              + (NumberText.hasOtherDigits(text) ? ": it has digits other than 0 to 9" : ""));
    }
    return digits;
  }

  private static BadRowException rounded(String column, String what) {
    return new BadRowException(
        ROUNDED,
        column
            + " "
            + what
            + " was rounded, as spreadsheets do: digits of the card number are lost. Export the"
            + " file again with this column as text");
  }

  /** Whether a text is a card number that lost digits. */
  static boolean isRounded(String text) {
    return NumberText.hasExponent(text) || (isDecimal(text) && plain(text).length() > EXACT_DIGITS);
  }

  private static boolean isCardNumber(String text) {
    return text.length() >= LEAST_DIGITS
        && text.length() <= MOST_DIGITS
        && NumberText.isDigits(text);
  }

  /** Digits with a decimal sign and zeros after them. */
  private static boolean isDecimal(String text) {
    int at = decimalAt(text);
    return at > 0 && NumberText.isDigits(text.substring(0, at));
  }

  private static int decimalAt(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    boolean decimal = end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ',');
    return decimal ? end - 1 : -1;
  }

  private static String plain(String text) {
    String unquoted = text;
    if (text.length() > 3 && text.startsWith("=\"") && text.endsWith("\"")) {
      // How spreadsheets are told not to round: ="9990002610177304"
      unquoted = text.substring(2, text.length() - 1);
    } else if (text.startsWith("'")) {
      unquoted = text.substring(1);
    }
    if (isDecimal(unquoted)) {
      return unquoted.substring(0, decimalAt(unquoted));
    }
    return withoutGroups(unquoted);
  }

  private static String withoutGroups(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    boolean afterDigit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = c == ' ' || c == '-' || c == '\u00A0';
      if (separator && !afterDigit) {
        return text;
      }
      if (!separator) {
        digits.append(c);
      }
      afterDigit = !separator;
    }
    return afterDigit ? digits.toString() : text;
  }
}
