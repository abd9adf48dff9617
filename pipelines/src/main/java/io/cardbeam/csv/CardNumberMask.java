package io.cardbeam.csv;

import java.util.regex.Pattern;

/**
 * Hides whatever could be a card number in text that is kept for people: every run of 11 digits or
 * more, blanks and dashes between them allowed.
 */
public final class CardNumberMask {
  private static final Pattern CANDIDATE = Pattern.compile("\\d(?:[ -]?\\d){10,}");

  private CardNumberMask() {}

  /** The text with each candidate replaced by stars. */
  public static String mask(String text) {
    return CANDIDATE.matcher(text).replaceAll("***********");
  }
}
