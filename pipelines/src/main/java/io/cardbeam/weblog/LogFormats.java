package io.cardbeam.weblog;

import java.util.Map;

/** The formats of access logs, by the words that people name them by. */
public final class LogFormats {
  /** Common, combined and their like, found by each line itself. */
  public static final String AUTO = "auto";

  private static final Map<String, String> NAMED =
      Map.of(
          "common", "%h %l %u %t \"%r\" %>s %b",
          "combined", "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
          "vhost_common", "%v:%p %h %l %u %t \"%r\" %>s %b",
          "vhost_combined", "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"");

  private LogFormats() {}

  /**
   * Reads lines of a format.
   *
   * @param format auto, common, combined, vhost_common or vhost_combined, all of which the same
   *     fast reader takes; or what a server's configuration has behind LogFormat (Apache) or
   *     log_format (nginx)
   * @throws IllegalArgumentException with a line for the user if it is no format
   */
  public static LineParser parser(String format) {
    return isCombined(format) ? CombinedLine::read : new FormattedLines(format);
  }

  /**
   * The same, with secrets masked as {@link SecretMask#hit} does.
   *
   * @param whole whether a hit needs all that it has, or may be without referrer and ids
   * @throws IllegalArgumentException as {@link #parser} does
   */
  public static LineParser maskedParser(String format, boolean whole) {
    if (isCombined(format)) {
      LineParts parts = new MaskedParts(whole);
      return (line, from, to) -> CombinedLine.read(line, from, to, parts);
    }
    LineParser parser = new FormattedLines(format);
    return (line, from, to) -> SecretMask.hit(parser.read(line, from, to));
  }

  private static boolean isCombined(String format) {
    return format.equals(AUTO) || NAMED.containsKey(format);
  }

  /** The format of a name as Apache's configuration writes it; another format as it is. */
  static String written(String format) {
    return NAMED.getOrDefault(format, format);
  }
}
