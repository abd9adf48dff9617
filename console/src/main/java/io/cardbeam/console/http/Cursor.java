package io.cardbeam.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a list goes on, as a text that callers send back: what its last entry is ordered by. */
public final class Cursor {
  /** Longest that is read. */
  static final int MAX_CHARS = 2_000;

  /** In no part: what has a control character is refused where it comes in. */
  private static final String BETWEEN = "\n";

  /** As lists write numbers: Java would read digits of other scripts, a plus and leading zeros. */
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

  private Cursor() {}

  /** The cursor of these parts. */
  public static String of(String... parts) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(BETWEEN, parts).getBytes(UTF_8));
  }

  /**
   * The time in a part.
   *
   * @throws DateTimeException if it is none that an event can have
   */
  public static Instant time(String part) {
    Instant time = Instant.parse(part);
    if (time.isBefore(QueryParameters.FIRST) || time.isAfter(QueryParameters.LAST)) {
      throw new DateTimeException("no time of an event");
    }
    return time;
  }

  /**
   * The number in a part.
   *
   * @throws NumberFormatException if it is none that a list writes
   */
  public static long number(String part) {
    if (!NUMBER.matcher(part).matches()) {
      throw new NumberFormatException("no number of a list");
    }
    return Long.parseLong(part);
  }

  /** The parts of a cursor; empty if it is none of so many parts. */
  static Optional<List<String>> read(String cursor, int parts) {
    if (cursor.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      return Utf8.text(Base64.getUrlDecoder().decode(cursor))
          .filter(EdgeText::canBeStored)
          .map(text -> List.of(text.split(BETWEEN, -1)))
          .filter(read -> read.size() == parts);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
