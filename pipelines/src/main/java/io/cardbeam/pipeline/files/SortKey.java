package io.cardbeam.pipeline.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts by which files are sorted. */
final class SortKey {
  private SortKey() {}

  /** A number as a text that sorts as it does, of any sign: 16 hexadecimal digits. */
  static String of(long number) {
    return HexFormat.of().toHexDigits(number ^ Long.MIN_VALUE);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
