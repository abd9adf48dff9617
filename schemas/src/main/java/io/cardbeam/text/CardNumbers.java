package io.cardbeam.text;

/**
 * Tells whether a text holds a card number: {@value #LEAST_DIGITS} to {@value #MOST_DIGITS} digits
 * of any script, spaces and dashes allowed between them, with no letter or digit on either side,
 * with a prefix and a length of a card network ({@link CardNetworks}) and a right check digit
 * (Luhn, ISO/IEC 7812-1 annex B).
 *
 * <p>A UUID is none, though its groups of digits may look like one. The text is read once; at the
 * end of each group of digits the at most {@value #MOST_DIGITS} digits before it are looked at.
 */
public final class CardNumbers {
  /** Digits of the shortest card number. */
  public static final int LEAST_DIGITS = 13;

  /** Digits of the longest card number. */
  public static final int MOST_DIGITS = 19;

  /** Most characters between two digits of one number. */
  static final int MAX_SEPARATORS = 3;

  private static final int UUID_CHARS = 36;
  private static final int MINUS_SIGN = 0x2212;
  private static final int NO_DIGIT = -1;

  private final String text;

  /** The last digits of the chain of groups, in a ring. */
  private final int[] digits = new int[MOST_DIGITS];

  /** Whether the digit at that place of the ring begins a group. */
  private final boolean[] starts = new boolean[MOST_DIGITS];

  /** Digits of the chain so far. */
  private int count;

  private CardNumbers(String text) {
    this.text = text;
  }

  /** Whether a card number is in the text. */
  public static boolean isIn(String text) {
    return text.length() >= LEAST_DIGITS && new CardNumbers(text).find();
  }

  /** Whether the last of these ASCII digits is their check digit (Luhn, ISO/IEC 7812-1 annex B). */
  public static boolean hasRightCheckDigit(String digits) {
    int sum = 0;
    for (int i = 1; i <= digits.length(); i++) {
      int digit = digit(digits.charAt(digits.length() - i));
      sum += i % 2 == 1 ? digit : doubled(digit);
    }
    return sum % 10 == 0;
  }

  private boolean find() {
    int separators = 0;
    boolean inWord = false;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!inWord && isUuidAt(i)) {
        count = 0;
        i += UUID_CHARS;
      } else if (digit(c) != NO_DIGIT) {
        i = readGroup(i, inWord);
        if (count >= LEAST_DIGITS && isNumberAtEnd()) {
          return true;
        }
        separators = 0;
        inWord = true;
      } else {
        separators++;
        if (!isSeparator(c) || separators > MAX_SEPARATORS) {
          count = 0;
        }
        inWord = Character.isLetter(c);
        i += Character.charCount(c);
      }
    }
    return false;
  }

  /** Takes in a run of digits, or forgets all where a letter touches it; says where it ends. */
  private int readGroup(int from, boolean inWord) {
    boolean first = true;
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int digit = digit(c);
      if (digit == NO_DIGIT) {
        if (Character.isLetter(c)) {
          count = 0;
        }
        break;
      }
      int place = count % MOST_DIGITS;
      digits[place] = digit;
      starts[place] = first;
      first = false;
      count++;
      i += Character.charCount(c);
    }
    if (inWord) {
      count = 0;
    }
    return i;
  }

  /** Whether some of the groups read last are a number together. */
  private boolean isNumberAtEnd() {
    int sum = 0;
    int most = Math.min(count, MOST_DIGITS);
    for (int length = 1; length <= most; length++) {
      int place = (count - length) % MOST_DIGITS;
      sum += length % 2 == 1 ? digits[place] : doubled(digits[place]);
      if (length >= LEAST_DIGITS
          && starts[place]
          && sum % 10 == 0
          && CardNetworks.issues(prefix(place), length)) {
        return true;
      }
    }
    return false;
  }

  private int prefix(int place) {
    int prefix = 0;
    for (int i = 0; i < CardNetworks.PREFIX_DIGITS; i++) {
      prefix = prefix * 10 + digits[(place + i) % MOST_DIGITS];
    }
    return prefix;
  }

  private static int doubled(int digit) {
    return digit < 5 ? 2 * digit : 2 * digit - 9;
  }

  private boolean isUuidAt(int from) {
    int end = from + UUID_CHARS;
    if (end > text.length()
        || text.charAt(from + 8) != '-'
        || text.charAt(from + 13) != '-'
        || text.charAt(from + 18) != '-'
        || text.charAt(from + 23) != '-'
        || (end < text.length() && Character.isLetterOrDigit(text.codePointAt(end)))) {
      return false;
    }
    for (int i = 0; i < UUID_CHARS; i++) {
      char c = text.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (!dash && !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Whether a character is a decimal digit of any script. */
  static boolean isDigit(int c) {
    return digit(c) != NO_DIGIT;
  }

  private static int digit(int c) {
    if (c < 0x80) {
      return c >= '0' && c <= '9' ? c - '0' : NO_DIGIT;
    }
    return Character.isDigit(c) ? Character.digit(c, 10) : NO_DIGIT;
  }

  /**
   * Whether a character may stand between the digits of a card number: a space or a dash of any
   * kind, or a character that is not seen.
   */
  static boolean isSeparator(int c) {
    if (c < 0x80) {
      return c == ' ' || c == '-';
    }
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION, Character.FORMAT -> true;
      default -> c == MINUS_SIGN;
    };
  }
}
