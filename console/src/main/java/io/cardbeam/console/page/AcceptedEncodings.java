package io.cardbeam.console.page;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Accept-Encoding} takes (RFC 9110, 12.5.3); what can't be read of it takes nothing.
 */
final class AcceptedEncodings {
  private final Map<String, Boolean> taken = new HashMap<>();

  /** Of the header's value; null if there is none. */
  AcceptedEncodings(@Nullable String header) {
    for (String part : header == null ? new String[0] : header.split(",", -1)) {
      String[] pieces = part.split(";", -1);
      taken.put(pieces[0].strip().toLowerCase(Locale.ROOT), isTaken(pieces));
    }
  }

  private static boolean isTaken(String[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      String parameter = pieces[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2)) > 0;
        } catch (NumberFormatException e) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a coding, such as {@code gzip}, is taken. */
  boolean take(String coding) {
    return taken.getOrDefault(coding, taken.getOrDefault("*", false));
  }
}
