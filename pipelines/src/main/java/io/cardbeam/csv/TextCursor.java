package io.cardbeam.csv;

/**
 * A place in a text, from which numbers and words are read one after the other. One object goes
 * through many texts, since a file has millions; not by several threads at once.
 */
final class TextCursor {
  private String text = "";
  private int at;
  private int digits;

  /** Goes to a place of a text. */
  void begin(String of, int from) {
    text = of;
    at = from;
    digits = 0;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** Whether the text goes on with a letter of A to Z, in any case. */
  boolean isAtLetter() {
    return at < text.length() && isLetter(text.charAt(at));
  }

  /** The next character, which must be there; it is still to be read. */
  char peek() {
    return text.charAt(at);
  }

  /** Reads the next character, which must be there. */
  char next() {
    return text.charAt(at++);
  }

  /** Reads the next character, if it is this one. */
  boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  /** Reads a word, if it is this one in any case. */
  boolean skip(String word) {
    boolean there = text.regionMatches(true, at, word, 0, word.length());
    at += there ? word.length() : 0;
    return there;
  }

  void skipBlanks() {
    while (skip(' ')) {
      // One after the other.
    }
  }

  /** Reads at most so many digits; 0 if there is none. */
  int number(int most) {
    int value = 0;
    int start = at;
    while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    digits = at - start;
    return value;
  }

  /** How many digits the last number had. */
  int digits() {
    return digits;
  }

  /** Reads letters of A to Z; empty if there is none. */
  String letters() {
    int start = at;
    while (isAtLetter()) {
      at++;
    }
    return text.substring(start, at);
  }

  /** What is still to be read. */
  String rest() {
    return text.substring(at);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
