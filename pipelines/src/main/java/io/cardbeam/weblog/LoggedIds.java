package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that a line has after all else: what the server calls the request, as nginx by {@code
 * $request_id}, and which authorization Cardbeam's gateway answered it with.
 *
 * @param request id of the request
 * @param authorization id of the authorization
 */
public record LoggedIds(Optional<String> request, Optional<String> authorization) {
  /** Of a line that has none. */
  public static final LoggedIds NONE = new LoggedIds(Optional.empty(), Optional.empty());

  /** Digits and letters: no duration, address or name with a value, and no authorization. */
  private static final String REQUEST =
      "(?!au_)(?=[^0-9]{0,63}[0-9])(?=[^A-Za-z]{0,63}[A-Za-z])[A-Za-z0-9_-]{16,64}";

  private static final int LEAST_CHARS = 16;

  /** A dash is a request of the gateway that asked for no authorization. */
  private static final Pattern LAST = Pattern.compile("(?:^| )(" + REQUEST + ")(?: -)?$");

  /** The id of a request may be whatever its sender gave. */
  private static final Pattern WITH_AUTHORIZATION =
      Pattern.compile("(?:^| )([A-Za-z0-9._-]{8,64}) (au_[a-z2-7]{26})$");

  /** As long as the longest of these, with a space before it. */
  private static final int MOST_CHARS = 95;

  /** The id of a request alone, if it has the form of one. */
  static LoggedIds ofRequest(String id) {
    byte[] bytes = id.getBytes(ISO_8859_1);
    return find(bytes, 0, bytes.length);
  }

  /** Finds them at the end of what a line has behind the fields of its format. */
  static LoggedIds find(byte[] line, int from, int to) {
    if (to - from < LEAST_CHARS || line[to - 1] == '"') {
      return NONE;
    }
    int start = Math.max(from, to - MOST_CHARS);
    String end = new String(line, start, to - start, ISO_8859_1);
    Matcher both = WITH_AUTHORIZATION.matcher(end);
    if (both.find()) {
      return new LoggedIds(Optional.of(both.group(1)), Optional.of(both.group(2)));
    }
    Matcher last = LAST.matcher(end);
    return last.find() ? new LoggedIds(Optional.of(last.group(1)), Optional.empty()) : NONE;
  }
}
