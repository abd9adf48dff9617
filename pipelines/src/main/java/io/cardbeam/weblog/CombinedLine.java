package io.cardbeam.weblog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Lines of Apache's common and combined formats, of nginx' combined one, and of these with the
 * virtual host first or more fields at the end. The form follows from each line:
 *
 * <pre>
 * [vhost[:port] ]host ident user [time] "request" status bytes[ "referrer"[ "agent"]][ more…]
 * </pre>
 *
 * <p>A quoted field ends at a quote that is not escaped; as some servers escape none, also only
 * where what follows can follow.
 */
public final class CombinedLine {
  /** Longest line, bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int STATUS_DIGITS = 3;
  private static final int MIN_STATUS = 100;
  private static final int MAX_LENGTH_DIGITS = 18;

  /** Quotes that are tried as the end of a field: each costs a look at the rest of the line. */
  private static final int MAX_TRIED_QUOTES = 100;

  private final byte[] line;
  private final int to;
  private final LineParts parts;
  private int at;

  private CombinedLine(byte[] line, int from, int to, LineParts parts) {
    this.line = line;
    this.at = from;
    this.to = to;
    this.parts = parts;
  }

  /**
   * Reads a line. NUL bytes before it, which a file that is truncated while it is written has, and
   * a byte order mark are no part of it.
   *
   * @param from its first byte
   * @param to after its last one, without the end of line
   * @throws BadLineException if it is torn, of another format, or says what can't be
   */
  public static Hit read(byte[] line, int from, int to) throws BadLineException {
    return read(line, from, to, LineParts.AS_LOGGED);
  }

  /** The same with its parts made in another way. */
  static Hit read(byte[] line, int from, int to, LineParts parts) throws BadLineException {
    int start = start(line, from, to);
    int end = end(line, start, to);
    return new CombinedLine(line, start, end, parts).hit();
  }

  /** Where a line begins: after NUL bytes and after the byte order mark of UTF-8. */
  static int start(byte[] line, int from, int to) {
    int start = from;
    while (start < to && line[start] == 0) {
      start++;
    }
    boolean marked =
        start + 2 < to
            && line[start] == (byte) 0xef
            && line[start + 1] == (byte) 0xbb
            && line[start + 2] == (byte) 0xbf;
    return marked ? start + 3 : start;
  }

  /**
   * Where it ends.
   *
   * @throws BadLineException if there is nothing in it, or too much
   */
  static int end(byte[] line, int start, int to) throws BadLineException {
    int end = to > start && line[to - 1] == '\r' ? to - 1 : to;
    if (end == start) {
      throw new BadLineException("the line is empty");
    }
    if (end - start > MAX_BYTES) {
      throw new BadLineException("the line has more than " + MAX_BYTES + " bytes");
    }
    return end;
  }

  private Hit hit() throws BadLineException {
    int time = timeStart();
    Client client = parts.client(line, at, time - 1);
    long seconds = LogTime.seconds(line, time);
    int request = time + LogTime.LENGTH + 2;
    int requestEnd = requestEnd(request);
    at = requestEnd + 2;
    OptionalInt status = status();
    OptionalLong bytes = bytes();
    Optional<String> referrer = referrer();
    Optional<String> agent = userAgent();
    if (!isRest(at)) {
      throw new BadLineException("the line breaks off in a quoted field");
    }
    return new Hit(
        client.host(),
        client.user(),
        seconds,
        parts.request(line, request, requestEnd),
        status,
        bytes,
        referrer,
        agent,
        client.virtualHost(),
        parts.ids(line, at, to));
  }

  /**
   * The time is the first one before a quote: no name of a user has a quote that is not escaped.
   */
  private int timeStart() throws BadLineException {
    for (int i = bracket(at + 1); i >= 0; i = bracket(i + 1)) {
      if (line[i - 1] == ' ' && LogTime.isAt(line, i, to)) {
        int after = i + LogTime.LENGTH;
        if (after + 1 < to && line[after] == ' ' && line[after + 1] == '"') {
          return i;
        }
      }
    }
    throw new BadLineException(
        "there is no time in brackets, as [29/Feb/2024:23:59:59 +0100], with a quoted request after"
            + " it");
  }

  private int bracket(int from) {
    return ByteSearch.indexOf(line, (byte) '[', from, to - LogTime.LENGTH + 1);
  }

  /** The next quote that is not escaped; -1 if there is none. */
  private int quote(int from) {
    int i = from;
    while (i >= 0 && i < to) {
      i = ByteSearch.indexOfEither(line, (byte) '"', (byte) '\\', i, to);
      if (i < 0 || line[i] == '"') {
        return i;
      }
      i += 2;
    }
    return -1;
  }

  private int requestEnd(int from) throws BadLineException {
    for (int i = quote(from); i >= 0; i = quote(i + 1)) {
      if (isAnswer(i + 1)) {
        return i;
      }
    }
    for (int i = from; i < to; i++) { // by a server that does not escape
      if (line[i] == '"' && isAnswer(i + 1)) {
        return i;
      }
    }
    throw new BadLineException("after the time there is no quoted request with status and bytes");
  }

  /** Whether status and bytes are here. */
  private boolean isAnswer(int from) {
    int status = from + 1;
    int statusEnd = digitsEnd(status);
    if (from >= to
        || line[from] != ' '
        || (statusEnd - status != STATUS_DIGITS && !isDash(status))) {
      return false;
    }
    int space = statusEnd > status ? statusEnd : status + 1;
    int bytes = space + 1;
    if (space >= to || line[space] != ' ') {
      return false;
    }
    int end = digitsEnd(bytes) > bytes ? digitsEnd(bytes) : bytes + 1;
    return (digitsEnd(bytes) > bytes || isDash(bytes)) && (end == to || line[end] == ' ');
  }

  private boolean isDash(int place) {
    return place < to && line[place] == '-';
  }

  private int digitsEnd(int from) {
    int end = from;
    while (end < to && line[end] >= '0' && line[end] <= '9') {
      end++;
    }
    return end;
  }

  /** nginx has 000 where nothing was answered. */
  private OptionalInt status() throws BadLineException {
    long number = number(STATUS_DIGITS);
    if (number > 0 && number < MIN_STATUS) {
      throw new BadLineException("there is no HTTP status " + number);
    }
    return number <= 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
  }

  private OptionalLong bytes() throws BadLineException {
    long number = number(MAX_LENGTH_DIGITS);
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** The number that is here, and goes past the space after it; -1 for a dash. */
  private long number(int maxDigits) throws BadLineException {
    int end = digitsEnd(at);
    if (end - at > maxDigits) {
      throw new BadLineException("the number of bytes has more than " + maxDigits + " digits");
    }
    long number = end == at ? -1 : 0;
    for (int i = at; i < end; i++) {
      number = number * 10 + line[i] - '0';
    }
    at = Math.min(to, (end == at ? at + 1 : end) + 1);
    return number;
  }

  private Optional<String> referrer() throws BadLineException {
    int start = at + 1;
    int end = quoted("referrer", true);
    return end < 0 ? Optional.empty() : parts.referrer(line, start, end);
  }

  private Optional<String> userAgent() throws BadLineException {
    int start = at + 1;
    int end = quoted("user agent", false);
    return end < 0 ? Optional.empty() : parts.userAgent(line, start, end);
  }

  /** Where the quoted field that is here ends, and goes past the space after it; -1 for none. */
  private int quoted(String name, boolean beforeQuote) throws BadLineException {
    if (at >= to || line[at] != '"') {
      return -1;
    }
    int end = quoteEnd(at + 1, beforeQuote);
    if (end < 0) {
      throw new BadLineException("the line breaks off in the " + name);
    }
    at = Math.min(to, end + 2);
    return end;
  }

  /**
   * Where the field that begins here ends: at a quote that only whole fields follow, or, if it may,
   * the beginning of a quoted field; else -1.
   */
  private int quoteEnd(int from, boolean beforeQuote) {
    int i = quote(from);
    for (int tried = 0; i >= 0 && tried < MAX_TRIED_QUOTES; tried++) {
      if (i + 1 == to || isFollowed(i + 1, beforeQuote)) {
        return i;
      }
      i = quote(i + 1);
    }
    return -1;
  }

  /** Whether a space is here, and behind it what may follow a quoted field. */
  private boolean isFollowed(int space, boolean byQuote) {
    int next = space + 1;
    return line[space] == ' ' && ((byQuote && next < to && line[next] == '"') || isRest(next));
  }

  /** Whether from here on there are whole fields alone, quoted or not. */
  private boolean isRest(int from) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      if (quoted && line[i] == '\\') {
        i++;
      } else if (line[i] == '"') {
        boolean edge = quoted ? i + 1 == to || line[i + 1] == ' ' : i == from || line[i - 1] == ' ';
        if (!edge) {
          return false;
        }
        quoted = !quoted;
      }
    }
    return !quoted;
  }

  /** The text between two places; empty for a dash. */
  static Optional<String> text(byte[] line, int from, int to) {
    return to == from + 1 && line[from] == '-'
        ? Optional.empty()
        : Optional.of(LogText.of(line, from, to));
  }
}
