package io.cardbeam.csv;

/**
 * Hides whatever could be a card number in text that is kept for people: every run of {@value
 * #LEAST_DIGITS} digits or more, single blanks and dashes between them allowed. One pass, however
 * long the run.
 */
public final class CardNumberMask {
  private static final int LEAST_DIGITS = 11;
  private static final int MOST_QUOTED = 40;
  private static final String STARS = "*".repeat(LEAST_DIGITS);

  private CardNumberMask() {}

  /** The text with each candidate replaced by stars. */
  public static String mask(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int position = 0;
    while (position < text.length()) {
      int end = position;
      int digits = 0;
      for (int next = position; next < text.length() && isDigit(text, next); ) {
        digits++;
        end = next + 1;
        next = end < text.length() && isSeparator(text.charAt(end)) ? end + 1 : end;
      }
      if (digits >= LEAST_DIGITS) {
        masked.append(STARS);
      } else {
        end = Math.max(end, position + 1);
        masked.append(text, position, end);
      }
      position = end;
    }
    return masked.toString();
  }

  /** A field as a reason may quote it: masked, and at most {@value #MOST_QUOTED} characters. */
  public static String quoted(String field) {
    String masked = mask(field);
    return "'"
        + (masked.length() <= MOST_QUOTED ? masked : masked.substring(0, MOST_QUOTED) + "…")
        + "'";
  }

  private static boolean isDigit(String text, int index) {
    char c = text.charAt(index);
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-';
  }
}
