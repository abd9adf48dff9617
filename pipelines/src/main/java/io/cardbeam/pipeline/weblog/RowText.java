package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Rows of CSV (RFC 4180) as bytes: null is nothing between the commas, an empty text two quotes.
 */
final class RowText {
  /** Of a long, with its sign. */
  private static final int MOST_DIGITS = 20;

  private byte[] bytes = new byte[1 << 12];
  private int length;
  private boolean inRow;

  /** A value that is not there. */
  void empty() {
    between();
  }

  /** A text that needs no quotes. */
  void plain(String text) {
    between();
    append(text.getBytes(UTF_8));
  }

  /** A number. */
  void number(long number) {
    between();
    reserve(MOST_DIGITS);
    if (number == Long.MIN_VALUE) { // which has no positive one
      append(Long.toString(number).getBytes(UTF_8));
      return;
    }
    if (number < 0) {
      append((byte) '-');
    }
    long left = Math.abs(number);
    int digits = 1;
    for (long most = 10; digits < MOST_DIGITS - 1 && most <= left; most *= 10) {
      digits++;
    }
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  /** A text. */
  void text(String text) {
    encoded(encoded(text));
  }

  /** A text that was encoded before. */
  void encoded(byte[] text) {
    between();
    append(text);
  }

  /** A text with its quotes if it needs them, UTF-8. */
  static byte[] encoded(String text) {
    return (needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text).getBytes(UTF_8);
  }

  /** A text, nothing for the empty one. */
  void textOrEmpty(String text) {
    if (text.isEmpty()) {
      empty();
    } else {
      text(text);
    }
  }

  private static boolean needsQuotes(String text) {
    int length = text.length();
    if (length == 0 || text.charAt(0) <= ' ' || text.charAt(length - 1) <= ' ') {
      return true;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void between() {
    if (inRow) {
      append((byte) ',');
    }
    inRow = true;
  }

  /** Ends the row. */
  void end() {
    append((byte) '\n');
    inRow = false;
  }

  private void append(byte one) {
    reserve(1);
    bytes[length++] = one;
  }

  private void append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  /** Bytes of the rows so far. */
  int length() {
    return length;
  }

  /** Writes them, and begins again. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  /** The rows so far; begins again. */
  byte[] take() {
    byte[] rows = Arrays.copyOf(bytes, length);
    length = 0;
    return rows;
  }

  /** The rows so far as a text. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
