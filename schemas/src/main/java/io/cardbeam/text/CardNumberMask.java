package io.cardbeam.text;

/**
 * Hides whatever could be a card number in text that is kept for people: every run of {@value
 * #LEAST_DIGITS} digits or more of any script, spaces and dashes between them as {@link
 * CardNumbers} allows. It hides more than that class finds: what was refused may be a number with a
 * wrong digit. One pass, however long the run.
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
      int c = text.codePointAt(position);
      int end = position + Character.charCount(c);
      if (CardNumbers.isDigit(c)) {
        int digits = 1;
        for (int next = nextDigit(text, end); next >= 0; next = nextDigit(text, end)) {
          digits++;
          end = next + Character.charCount(text.codePointAt(next));
        }
        if (digits >= LEAST_DIGITS) {
          masked.append(STARS);
          position = end;
          continue;
        }
      }
      masked.append(text, position, end);
      position = end;
    }
    return masked.toString();
  }

  /**
   * The same of bytes that are UTF-8 or hold some: what is no UTF-8 stays as it is, byte by byte.
   */
  public static byte[] mask(byte[] bytes) {
    return EscapedBytes.bytes(mask(EscapedBytes.text(bytes)));
  }

  /** A field as a reason may quote it: masked, and at most {@value #MOST_QUOTED} characters. */
  public static String quoted(String field) {
    String masked = mask(field);
    return "'"
        + (masked.length() <= MOST_QUOTED ? masked : masked.substring(0, MOST_QUOTED) + "…")
        + "'";
  }

  /** Where the next digit of a number stands whose last ended here; -1 if it ends. */
  private static int nextDigit(String text, int from) {
    int i = from;
    for (int separators = 0; i < text.length(); separators++) {
      int c = text.codePointAt(i);
      if (CardNumbers.isDigit(c)) {
        return i;
      }
      if (separators == CardNumbers.MAX_SEPARATORS || !CardNumbers.isSeparator(c)) {
        return -1;
      }
      i += Character.charCount(c);
    }
    return -1;
  }
}
