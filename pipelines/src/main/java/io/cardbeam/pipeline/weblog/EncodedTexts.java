package io.cardbeam.pipeline.weblog;

import org.jspecify.annotations.Nullable;

/**
 * Texts as CSV has them, remembered by the object: readers of lines give the same one for the same
 * bytes, so a text is encoded once and not in each row. The last text stays for each of {@value
 * #REMEMBERED} places of its hash; one of more than {@value #MAX_CHARS} characters does not. Not
 * safe for use by several threads at once.
 */
final class EncodedTexts {
  /** Texts that are remembered. */
  static final int REMEMBERED = 1 << 16;

  /** Longest text that is remembered, characters. */
  static final int MAX_CHARS = 512;

  private final @Nullable String[] texts = new String[REMEMBERED];
  private final byte[][] encoded = new byte[REMEMBERED][];

  /** The text with its quotes if it needs them, UTF-8. */
  @SuppressWarnings("ReferenceEquality") // Equal texts that are two objects are encoded twice.
  byte[] of(String text) {
    if (text.length() > MAX_CHARS) {
      return RowText.encoded(text);
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 13)) & (REMEMBERED - 1);
    if (texts[place] != text) {
      texts[place] = text;
      encoded[place] = RowText.encoded(text);
    }
    return encoded[place];
  }
}
