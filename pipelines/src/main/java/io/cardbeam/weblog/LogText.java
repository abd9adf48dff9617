package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;

/**
 * Text of a log with the log's own escapes undone: Apache's {@code \"}, {@code \\}, {@code \n} and
 * its like, and {@code \xhh} for a byte, which nginx has too.
 */
final class LogText {
  private static final String SHORT = "nrtbfv\"\\";
  private static final String SHORT_MEAN = "\n\r\t\b\f\u000b\"\\";
  private static final HexFormat HEX = HexFormat.of();

  private LogText() {}

  /** The text between two places of a line; bytes that are not UTF-8 read as U+FFFD. */
  static String of(byte[] line, int from, int to) {
    return ByteSearch.indexOf(line, (byte) '\\', from, to) < 0
        ? new String(line, from, to - from, UTF_8)
        : unescaped(line, from, to);
  }

  private static String unescaped(byte[] line, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    int at = from;
    while (at < to) {
      int used = escape(line, at, to, out, length);
      if (used == 0) {
        out[length] = line[at];
        used = 1;
      }
      at += used;
      length++;
    }
    return new String(out, 0, length, UTF_8);
  }

  /** Writes the byte that an escape means; gives the bytes that the escape has, 0 for none. */
  private static int escape(byte[] line, int at, int to, byte[] out, int place) {
    if (line[at] != '\\' || at + 1 == to) {
      return 0;
    }
    int meant = SHORT.indexOf(line[at + 1]);
    if (meant >= 0) {
      out[place] = (byte) SHORT_MEAN.charAt(meant);
      return 2;
    }
    if (line[at + 1] != 'x' || at + 3 >= to) {
      return 0;
    }
    int high = Character.digit(line[at + 2], 16);
    int low = Character.digit(line[at + 3], 16);
    if (high < 0 || low < 0) {
      return 0;
    }
    out[place] = (byte) ((high << 4) | low);
    return 4;
  }

  /**
   * The text with its escapes; bytes that are no text (control characters, broken UTF-8) are
   * written as {@code \xhh}, so that nothing is lost and nothing reaches a terminal.
   */
  static String asLogged(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] < ' ' || line[i] == 0x7f) { // below 0, too: what is not ASCII
        return escaped(line, from, to);
      }
    }
    return new String(line, from, to - from, UTF_8);
  }

  private static String escaped(byte[] line, int from, int to) {
    StringBuilder text = new StringBuilder(to - from + 16);
    CharsetDecoder decoder = UTF_8.newDecoder(); // reports what is malformed
    ByteBuffer bytes = ByteBuffer.wrap(line, from, to - from);
    CharBuffer chars = CharBuffer.allocate(to - from);
    while (bytes.hasRemaining()) {
      CoderResult result = decoder.decode(bytes, chars, true);
      appendVisible(chars.flip(), text);
      chars.clear();
      decoder.reset();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        text.append("\\x").append(HEX.toHexDigits(bytes.get()));
      }
    }
    return text.toString();
  }

  private static void appendVisible(CharBuffer chars, StringBuilder text) {
    while (chars.hasRemaining()) {
      char next = chars.get();
      if (next < ' ' || next == 0x7f) {
        text.append("\\x").append(HEX.toHexDigits((byte) next));
      } else {
        text.append(next);
      }
    }
  }
}
