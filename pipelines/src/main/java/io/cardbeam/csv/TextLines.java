package io.cardbeam.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a file's bytes with their numbers. A line ends with LF, CR or CRLF. Lines are cut in
 * the bytes and then decoded, so that bytes that are no text cost their own line. Of a line that is
 * too long the start is given, and the rest is skipped.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TextLines {
  /** Longest line that is taken, characters. */
  static final int MAX_CHARS = 16 * 1024;

  /** A line of more bytes is taken for the damage of a whole file. */
  static final long ENDLESS_BYTES = 1L << 28;

  /** UTF-8 has at most 3 bytes for a char, and a UTF-16 unit must not be cut. */
  private static final int MAX_BYTES = 4 * (MAX_CHARS + 1);

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream in;
  private final TextEncoding encoding;
  private final int unit;

  /** Which of a unit's bytes has the code of a line end; the other, if any, is 0. */
  private final int low;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private boolean afterCarriageReturn;
  private long number;
  private String text = "";
  private Optional<BadRowException> flaw = Optional.empty();

  TextLines(InputStream in, TextEncoding encoding) {
    this.in = in;
    this.encoding = encoding;
    this.unit = encoding.unitBytes();
    this.low = encoding.equals(TextEncoding.UTF_16BE) ? 1 : 0;
  }

  /**
   * Goes to the next line; false at the end.
   *
   * @throws DamagedFileException if the rest of the file can't be read; what would have been the
   *     next line is then no line, since it may be cut off
   */
  boolean next() throws IOException {
    if (!skipLineFeed()) {
      return false;
    }
    int at = next;
    while (true) {
      at = lineEnd(at);
      if (at >= 0) {
        take(at, false);
        leaveEnd(at);
        return true;
      }
      int kept = end - next;
      if (kept >= MAX_BYTES) {
        take(next + MAX_BYTES, true);
        passOver();
        return true;
      }
      at = kept - kept % unit;
      if (!fill()) {
        take(end, false);
        next = end;
        return true;
      }
    }
  }

  /** The line without its end; if it is too long, its first characters. */
  String text() {
    return text;
  }

  /** Number of the line, from 1. */
  long number() {
    return number;
  }

  /** Why the line can't be taken whatever is in it: TOO_LONG or BAD_TEXT. */
  Optional<BadRowException> flaw() {
    return flaw;
  }

  private void take(int to, boolean cut) {
    number++;
    int length = to - next;
    text = encoding.decode(buffer, next, length);
    if (cut || text.length() > MAX_CHARS) {
      text = text.substring(0, Math.min(text.length(), MAX_CHARS + 1));
      flaw =
          Optional.of(
              new BadRowException("TOO_LONG", "line has more than " + MAX_CHARS + " characters"));
    } else {
      flaw =
          encoding
              .flaw(text, buffer, next, length)
              .map(reason -> new BadRowException("BAD_TEXT", reason));
    }
  }

  /** Index of the unit that ends the line, or -1 if none of the buffer does. */
  private int lineEnd(int from) {
    int at = from;
    if (unit == 1) {
      while (at < end) {
        byte b = buffer[at];
        if (b == '\n' || b == '\r') {
          return at;
        }
        at++;
      }
      return -1;
    }
    while (at + 1 < end) {
      if (isUnit(at, '\n') || isUnit(at, '\r')) {
        return at;
      }
      at += 2;
    }
    return -1;
  }

  private boolean isUnit(int at, char c) {
    return buffer[at + low] == c && (unit == 1 || buffer[at + 1 - low] == 0);
  }

  private void leaveEnd(int at) {
    afterCarriageReturn = isUnit(at, '\r');
    next = at + unit;
  }

  /** Makes sure that a line begins at {@link #next}; false at the end of the file. */
  private boolean skipLineFeed() throws IOException {
    while (end - next < unit && fill()) {
      // A unit may come in halves.
    }
    if (afterCarriageReturn && end - next >= unit && isUnit(next, '\n')) {
      next += unit;
      afterCarriageReturn = false;
      return skipLineFeed();
    }
    afterCarriageReturn = false;
    return next < end;
  }

  private void passOver() throws IOException {
    long passed = 0;
    next += MAX_BYTES;
    while (true) {
      int at = lineEnd(next);
      if (at >= 0) {
        leaveEnd(at);
        return;
      }
      int half = (end - next) % unit;
      passed += end - half - next;
      if (passed > ENDLESS_BYTES) {
        throw new DamagedFileException(
            "line " + number + " has no end within " + ENDLESS_BYTES + " bytes");
      }
      next = end - half;
      if (!fill()) {
        next = end;
        return;
      }
    }
  }

  /** Moves what is left to the front and reads on; false at the end of the file. */
  private boolean fill() throws IOException {
    int kept = end - next;
    System.arraycopy(buffer, next, buffer, 0, kept);
    next = 0;
    end = kept;
    int read;
    do {
      read = in.read(buffer, end, buffer.length - end);
    } while (read == 0);
    end += Math.max(0, read);
    return read > 0;
  }
}
