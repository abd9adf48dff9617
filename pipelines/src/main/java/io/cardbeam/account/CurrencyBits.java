package io.cardbeam.account;

/** A currency's code of three letters in 24 bits, for records that lie flat in memory. */
final class CurrencyBits {
  private static final int LETTERS = 3;
  private static final int LETTER_BITS = 8;
  private static final int MASK = 0xFF;

  private CurrencyBits() {}

  /**
   * Packs a code.
   *
   * @throws IllegalArgumentException if it has not three letters of ASCII
   */
  static int pack(String code) {
    if (code.length() != LETTERS) {
      throw new IllegalArgumentException("currency " + code + " has not three letters");
    }
    int bits = 0;
    for (int i = 0; i < LETTERS; i++) {
      char letter = code.charAt(i);
      if (letter < 'A' || letter > 'Z') {
        throw new IllegalArgumentException("currency " + code + " has not three letters");
      }
      bits = (bits << LETTER_BITS) | letter;
    }
    return bits;
  }

  /** The code. */
  static String unpack(int bits) {
    return new String(
        new char[] {
          (char) ((bits >>> (2 * LETTER_BITS)) & MASK),
          (char) ((bits >>> LETTER_BITS) & MASK),
          (char) (bits & MASK)
        });
  }
}
