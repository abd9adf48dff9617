package io.cardbeam.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule for every text of an event: what it holds can be kept by PostgreSQL, written as XML,
 * JSON, CSV and PDF, and shown on one line.
 *
 * <p>Refused are control characters (C0, DEL, C1, the line and paragraph separators), surrogates
 * without their other half, code points that Unicode keeps for no character, and the embeddings,
 * overrides and isolates of writing direction, which reorder what stands after them too (<a
 * href="https://www.unicode.org/reports/tr9/">UAX #9</a>). A text that holds a card number ({@link
 * CardNumbers}) is refused whatever its field.
 *
 * <p>The edge, which may still change a text, calls {@link #normalized} first. A text of ASCII
 * costs one pass and no allocation.
 */
public final class PlainText {
  /** Longest name, id or description, UTF-16 code units. */
  public static final int MAX_CHARS = 256;

  /** Most bytes that {@value #MAX_CHARS} code units come to in UTF-8. */
  public static final int MAX_UTF8_BYTES = 3 * MAX_CHARS;

  private static final char FIRST_NOT_ALWAYS_NFC = 0x300;

  private PlainText() {}

  /** What is wrong with a text of one line, if anything. */
  public static Optional<TextFlaw> flaw(String text) {
    return flaw(text, MAX_CHARS);
  }

  /**
   * What is wrong with a text of one line, if anything.
   *
   * @param maxChars longest that its field takes, UTF-16 code units
   */
  public static Optional<TextFlaw> flaw(String text, int maxChars) {
    return flaw(text, maxChars, false);
  }

  /**
   * What is wrong with a text that may hold tabs and line breaks, if anything.
   *
   * @param maxChars longest that its field takes, UTF-16 code units
   */
  public static Optional<TextFlaw> flawOfLines(String text, int maxChars) {
    return flaw(text, maxChars, true);
  }

  /**
   * What is wrong with a sentence that the project wrote itself, if anything: its figures, such as
   * amounts, are not taken for card numbers.
   *
   * @param maxChars longest that its field takes, UTF-16 code units
   */
  public static Optional<TextFlaw> flawOfOwnSentence(String text, int maxChars) {
    return flaw(text, maxChars, false)
        .filter(flaw -> !flaw.code().equals(TextFlaw.CARD_NUMBER_IN_TEXT));
  }

  private static Optional<TextFlaw> flaw(String text, int maxChars, boolean lines) {
    int length = text.length();
    if (length > maxChars) {
      return Optional.of(
          new TextFlaw(TextFlaw.TOO_LONG, "has " + length + " characters, above " + maxChars));
    }
    int digits = 0;
    boolean mayHoldNumber = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        mayHoldNumber |= digits == CardNumbers.LEAST_DIGITS;
      } else if (c < ' ' || c > '~') {
        return flawBeyondAscii(text, lines);
      } else if (c != ' ' && c != '-') {
        // Nothing else stands between the digits of a card number.
        digits = 0;
      }
    }
    return mayHoldNumber && CardNumbers.isIn(text) ? cardNumber() : Optional.empty();
  }

  private static Optional<TextFlaw> flawBeyondAscii(String text, boolean lines) {
    int digits = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isRefused(c) && !(lines && (c == '\n' || c == '\r' || c == '\t'))) {
        return Optional.of(
            new TextFlaw(
                TextFlaw.BAD_TEXT,
                String.format(Locale.ROOT, "holds U+%04X at character %d, %s", c, i + 1, kind(c))));
      }
      digits += Character.isDigit(c) ? 1 : 0;
      i += Character.charCount(c);
    }
    return digits >= CardNumbers.LEAST_DIGITS && CardNumbers.isIn(text)
        ? cardNumber()
        : Optional.empty();
  }

  private static Optional<TextFlaw> cardNumber() {
    return Optional.of(
        new TextFlaw(
            TextFlaw.CARD_NUMBER_IN_TEXT,
            "holds what is a card number by its check digit and its network"));
  }

  private static boolean isRefused(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> isDirectionOfARun(c);
      case Character.UNASSIGNED -> isNoncharacter(c);
      default -> false;
    };
  }

  private static String kind(int c) {
    return switch (Character.getType(c)) {
      case Character.SURROGATE -> "a surrogate without its other half";
      case Character.FORMAT -> "which changes the direction of writing";
      case Character.UNASSIGNED -> "which is no character";
      default -> "a control character";
    };
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }

  /** LRE, RLE, PDF, LRO, RLO; LRI, RLI, FSI, PDI. */
  private static boolean isDirectionOfARun(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /**
   * A text as the edge hands it on: in Unicode's form NFC, so that equal names are equal bytes, and
   * without direction characters, which name nothing. What else {@link #flaw} refuses stays.
   */
  public static String normalized(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_NOT_ALWAYS_NFC) {
        return withoutDirections(Normalizer.normalize(text, Normalizer.Form.NFC));
      }
    }
    return text;
  }

  private static String withoutDirections(String text) {
    if (text.chars().noneMatch(PlainText::isDirection)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.chars().filter(c -> !isDirection(c)).forEach(c -> kept.append((char) c));
    // What stood on both sides of one may compose now.
    return Normalizer.normalize(kept, Normalizer.Form.NFC);
  }

  /** Unicode's property Bidi_Control: those of a run, and the marks ALM, LRM and RLM. */
  private static boolean isDirection(int c) {
    return isDirectionOfARun(c) || c == 0x061C || c == 0x200E || c == 0x200F;
  }
}
