package io.cardbeam.console.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Accept} and {@code Content-Type} say, as far as routes need it (RFC 9110, 12.5.1).
 */
final class MediaTypes {
  private MediaTypes() {}

  /**
   * Whether one of these types is acceptable. The most specific range of a type decides; quality 0
   * is a no. A header that can't be read accepts nothing.
   */
  static boolean accepts(@Nullable String accept, List<String> offered) {
    return accept == null
        || accept.isBlank()
        || offered.isEmpty()
        || offered.stream().anyMatch(type -> quality(accept, type) > 0);
  }

  private static double quality(String accept, String type) {
    int best = -1;
    double quality = 0;
    for (String part : accept.split(",", -1)) {
      String[] pieces = part.split(";", -1);
      int match = specificity(pieces[0].strip().toLowerCase(Locale.ROOT), type);
      if (match > best) {
        best = match;
        quality = weight(pieces);
      }
    }
    return quality;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
      return 1;
    }
    return range.equals("*/*") || range.equals("*") ? 0 : -1;
  }

  private static double weight(String[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      String parameter = pieces[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }

  /** Whether this content type is that media type, in UTF-8 if it names a charset. */
  static boolean is(@Nullable String contentType, String mediaType) {
    if (contentType == null) {
      return false;
    }
    String[] pieces = contentType.split(";", -1);
    for (int i = 1; i < pieces.length; i++) {
      String parameter = pieces[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return pieces[0].strip().equalsIgnoreCase(mediaType);
  }
}
