package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of a query have a secret for their value, by their names. Logs repeat few names,
 * so the last for each of {@value #REMEMBERED} places of its hash is remembered. For all threads.
 */
final class SecretNames {
  /** Names that are remembered. */
  static final int REMEMBERED = 1 << 10;

  /** Longest name that is remembered, characters. */
  static final int MAX_CHARS = 128;

  /** Names with one of these in them, letters and digits alone, lower case. */
  private static final Pattern IN_NAME =
      Pattern.compile(
          "passw|passphrase|passcode|pwd|secret|token|apikey|accesskey|privatekey|authorization|"
              + "credential|signature|jwt|cardnumber|cardno|cardnum|ccnum|creditcard|cvv|cvc|sessionid|"
              + "jsessionid|phpsessid|samlresponse|samlrequest|assertion");

  /** Names that are one of these. */
  private static final Set<String> NAMES =
      Set.of(
          "pass", "pw", "pin", "key", "auth", "sig", "sid", "code", "pan", "otp", "hmac", "session",
          "bearer");

  private static final Pattern NOT_OF_NAMES = Pattern.compile("[^a-z0-9]");
  private static final AtomicReferenceArray<@Nullable Known> KNOWN =
      new AtomicReferenceArray<>(REMEMBERED);

  private record Known(String name, boolean isSecret) {}

  private SecretNames() {}

  /** Whether a name, as a query has it, also percent-encoded, is that of a secret. */
  static boolean isSecret(String name) {
    if (name.length() > MAX_CHARS) {
      return look(name);
    }
    int place = TextHash.spread(name.hashCode()) & (REMEMBERED - 1);
    Known known = KNOWN.get(place);
    if (known == null || !known.name.equals(name)) {
      known = new Known(name, look(name));
      KNOWN.set(place, known);
    }
    return known.isSecret;
  }

  private static boolean look(String name) {
    String decoded = name.indexOf('%') < 0 ? name : decoded(name);
    String plain = NOT_OF_NAMES.matcher(decoded.toLowerCase(Locale.ROOT)).replaceAll("");
    return NAMES.contains(plain) || IN_NAME.matcher(plain).find();
  }

  /** A text with what is percent-encoded in it decoded; itself if that can't be. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
