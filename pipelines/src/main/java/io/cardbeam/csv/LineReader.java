package io.cardbeam.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Lines of text with their numbers, each at most a limit long: of a longer one, or of a file that
 * has no line ends at all, the start is given and the rest is passed over.
 */
final class LineReader {
  private static final int BUFFER_CHARS = 1 << 16;

  private final Reader in;
  private final int maxChars;
  private final char[] buffer = new char[BUFFER_CHARS];
  private final StringBuilder line = new StringBuilder();
  private int next;
  private int end;
  private long number;

  LineReader(Reader in, int maxChars) {
    this.in = in;
    this.maxChars = maxChars;
  }

  /** The next line without its end, at most {@code maxChars + 1} characters of it. */
  Optional<String> next() throws IOException {
    line.setLength(0);
    if (next == end && !fill()) {
      return Optional.empty();
    }
    number++;
    while (true) {
      int start = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      int room = Math.max(0, maxChars + 1 - line.length());
      line.append(buffer, start, Math.min(room, next - start));
      if (next < end) {
        next++;
        break;
      }
      if (!fill()) {
        break;
      }
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return Optional.of(line.toString());
  }

  /** Number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
