package io.cardbeam.text;

/**
 * Why a text is refused.
 *
 * @param code TOO_LONG, BAD_TEXT or CARD_NUMBER_IN_TEXT
 * @param what what is wrong, to follow the field's name: "has 300 characters, above 256"; it quotes
 *     nothing of the text
 */
public record TextFlaw(String code, String what) {
  /** Code of a text that is longer than its field takes. */
  public static final String TOO_LONG = "TOO_LONG";

  /** Code of a text with a character that no text may hold. */
  public static final String BAD_TEXT = "BAD_TEXT";

  /** Code of a text that holds a card number. */
  public static final String CARD_NUMBER_IN_TEXT = "CARD_NUMBER_IN_TEXT";
}
