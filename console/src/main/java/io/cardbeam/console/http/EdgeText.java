package io.cardbeam.console.http;

import io.cardbeam.text.PlainText;
import io.cardbeam.text.TextFlaw;
import java.util.Locale;
import java.util.Optional;

/**
 * Texts at the door: stricter than {@link PlainText}, since whoever sends here can be answered.
 * What can't be seen (Unicode's category Cf: zero-width, joiners, direction; and letters without a
 * shape) is refused, the rest is put into form NFC.
 */
final class EdgeText {
  private EdgeText() {}

  /** What is wrong with a text, to follow its field's name; empty if it can be taken. */
  static Optional<String> flaw(String text, int maxChars) {
    if (text.isBlank()) {
      return Optional.of("is empty");
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isInvisible(c)) {
        return Optional.of(
            String.format(
                Locale.ROOT, "holds U+%04X at character %d, which can't be seen", c, i + 1));
      }
      i += Character.charCount(c);
    }
    return PlainText.flaw(PlainText.normalized(text), maxChars).map(TextFlaw::what);
  }

  /** Whether PostgreSQL takes a text: it holds no U+0000, and is UTF-8 when it is encoded. */
  static boolean canBeStored(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || c == 0x034F // combining grapheme joiner
        || c == 0x115F // Hangul fillers
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
        || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
