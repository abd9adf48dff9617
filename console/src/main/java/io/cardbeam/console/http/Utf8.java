package io.cardbeam.console.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Text that is UTF-8, and nothing that is nearly so: a library that reads overlong forms, lone
 * surrogates or UTF-16 would let through what was looked for in vain before.
 */
public final class Utf8 {
  private static final int HEXADECIMAL = 16;
  private static final int ESCAPE_CHARS = 3;

  private Utf8() {}

  /** The text in these bytes; empty if they are not UTF-8. */
  public static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether each {@code %} of a query is followed by two digits, and all of it is UTF-8. */
  public static boolean isEscaped(String query) {
    byte[] bytes = new byte[query.length()];
    int length = 0;
    for (int i = 0; i < query.length(); i++) {
      int value = query.charAt(i);
      if (value == '%') {
        int high = i + ESCAPE_CHARS <= query.length() ? digit(query.charAt(i + 1)) : -1;
        int low = high < 0 ? -1 : digit(query.charAt(i + 2));
        if (low < 0) {
          return false;
        }
        value = high * HEXADECIMAL + low;
        i += ESCAPE_CHARS - 1;
      } else if (value > Byte.MAX_VALUE) {
        return false;
      }
      bytes[length++] = (byte) value;
    }
    return text(Arrays.copyOf(bytes, length)).isPresent();
  }

  private static int digit(char c) {
    return c > Byte.MAX_VALUE ? -1 : Character.digit(c, HEXADECIMAL);
  }
}
