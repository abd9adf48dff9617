package io.cardbeam.pipeline.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts by which files are sorted. */
public final class SortKey {
  private SortKey() {}

  /** A number as a text that sorts as it does, of any sign: 16 hexadecimal digits. */
  public static String of(long number) {
    return HexFormat.of().toHexDigits(number ^ Long.MIN_VALUE);
  }

  /** A text in UTF-8. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
