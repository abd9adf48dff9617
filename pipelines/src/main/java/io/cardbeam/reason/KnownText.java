package io.cardbeam.reason;

import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;

/**
 * A text, such as a reason's sentence, as a row of {@link KnownWords}, of numbers, and of what else
 * stands between them, such as the name of a shop. No text is changed by it, whoever made it: what
 * is not known is kept letter by letter.
 *
 * <p>Each part begins with a byte: {@value #END} for the end, {@value #OTHER} for other letters
 * after their length in bytes, {@value #NUMBER} and the next two for a number without, with one and
 * with two decimals, the rest for words by their place.
 */
public final class KnownText {
  private static final int END = 0;
  private static final int OTHER = 1;
  private static final int NUMBER = 2;
  private static final int MOST_DECIMALS = 2;
  private static final int WORDS = NUMBER + MOST_DECIMALS + 1;

  /** So many digits always fit 64 bits. */
  private static final int MOST_DIGITS = 18;

  /** Words that are shorter don't end other letters: to go on costs less. */
  private static final int WORTH_ENDING = 4;

  private static final int RADIX = 10;

  private KnownText() {}

  /** Writes the bytes of a text. */
  public static void write(String text, CompactWriter to) {
    int at = 0;
    while (at < text.length()) {
      int place = KnownWords.placeIn(text, at);
      if (place >= 0) {
        to.one(WORDS + place);
        at += KnownWords.at(place).length();
      } else if (isDigit(text, at)) {
        at = writeNumber(text, at, to);
      } else {
        at = writeOther(text, at, to);
      }
    }
    to.one(END);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** A zero before other digits is a number of its own, so that each is written in one way. */
  private static int writeNumber(String text, int from, CompactWriter to) {
    int at = from;
    long number = 0;
    do {
      number = number * RADIX + (text.charAt(at++) - '0');
    } while (number > 0 && at - from < MOST_DIGITS && isDigit(text, at));
    boolean point = at < text.length() && text.charAt(at) == '.' && isDigit(text, at + 1);
    int decimals = 0;
    if (point && at - from <= MOST_DIGITS - MOST_DECIMALS) {
      at++;
      do {
        number = number * RADIX + (text.charAt(at++) - '0');
        decimals++;
      } while (decimals < MOST_DECIMALS && isDigit(text, at));
    }
    to.one(NUMBER + decimals);
    to.number(number);
    return at;
  }

  private static int writeOther(String text, int from, CompactWriter to) {
    int at = from + 1;
    while (at < text.length() && !endsOther(text, at)) {
      at++;
    }
    to.one(OTHER);
    to.text(text.substring(from, at));
    return at;
  }

  private static boolean endsOther(String text, int at) {
    int place = KnownWords.placeIn(text, at);
    return place >= 0 && KnownWords.at(place).length() >= WORTH_ENDING;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early or name words that are not known
   */
  public static String read(CompactReader from) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int part = from.one(); part != END; part = from.one()) {
      if (part == OTHER) {
        text.append(from.text());
      } else if (part < WORDS) {
        readNumber(from.number(), part - NUMBER, text);
      } else if (part - WORDS < KnownWords.size()) {
        text.append(KnownWords.at(part - WORDS));
      } else {
        throw new IOException("a text has words that are not known: " + part);
      }
    }
    return text.toString();
  }

  private static void readNumber(long number, int decimals, StringBuilder text) {
    String digits = Long.toUnsignedString(number);
    int whole = digits.length() - decimals;
    if (decimals == 0) {
      text.append(digits);
    } else if (whole > 0) {
      text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
    } else {
      text.append("0.").append("0".repeat(-whole)).append(digits);
    }
  }

  /** Writes the bytes of a name: one for one that is known as a whole, such as of a category. */
  public static void writeName(String name, CompactWriter to) {
    int place = KnownWords.placeOf(name);
    to.number(place + 1);
    if (place < 0) {
      to.text(name);
    }
  }

  /**
   * Reads what {@link #writeName} wrote.
   *
   * @throws IOException if the bytes end early or name words that are not known
   */
  public static String readName(CompactReader from) throws IOException {
    int place = from.count(KnownWords.size(), "known words") - 1;
    return place < 0 ? from.text() : KnownWords.at(place);
  }
}
