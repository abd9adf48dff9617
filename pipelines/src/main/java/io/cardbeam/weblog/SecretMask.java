package io.cardbeam.weblog;

import io.cardbeam.text.CardNumberMask;
import io.cardbeam.text.CardNumbers;
import java.util.regex.Pattern;

/**
 * Hides what must not lie in a log: card numbers (with a right check digit, also percent-encoded),
 * tokens and passwords. The value of a parameter is replaced as a whole; its name stays.
 */
public final class SecretMask {
  /** What stands for a value. */
  static final String MASK = "***";

  private static final Pattern WEB_TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#@\\s]*:[^/?#@\\s]*@");

  private SecretMask() {}

  /** A hit with all its texts masked but the user agent, which {@link AgentBook} masks. */
  public static Hit hit(Hit hit) {
    Client client = client(new Client(hit.virtualHost(), hit.remoteHost(), hit.user()));
    return new Hit(
        client.host(),
        client.user(),
        hit.epochSeconds(),
        request(hit.request()),
        hit.status(),
        hit.bytes(),
        hit.referrer().map(SecretMask::target),
        hit.userAgent(),
        client.virtualHost(),
        ids(hit.ids()));
  }

  /** What a line says before its time. */
  static Client client(Client client) {
    return new Client(
        client.virtualHost().map(SecretMask::cardNumbers),
        client.host().map(SecretMask::cardNumbers),
        client.user().map(SecretMask::text));
  }

  /** Ids, of which a client may have given the request's. */
  static LoggedIds ids(LoggedIds ids) {
    return ids.request().isEmpty()
        ? ids
        : new LoggedIds(ids.request().map(SecretMask::cardNumbers), ids.authorization());
  }

  /** A request. */
  static LoggedRequest request(LoggedRequest request) {
    return new LoggedRequest(
        request.method(),
        request.path().map(SecretMask::text),
        request.query().map(SecretMask::query),
        request.protocol().map(SecretMask::cardNumbers),
        request.raw().map(SecretMask::target));
  }

  /** A query string. */
  static String query(String query) {
    if (query.indexOf('=') < 0) {
      return text(query);
    }
    StringBuilder masked = new StringBuilder(query.length());
    int start = 0;
    for (int i = 0; i <= query.length(); i++) {
      if (i == query.length() || query.charAt(i) == '&' || query.charAt(i) == ';') {
        appendParameter(query, start, i, masked);
        if (i < query.length()) {
          masked.append(query.charAt(i));
        }
        start = i + 1;
      }
    }
    String kept =
        masked.length() == query.length() && query.contentEquals(masked)
            ? query
            : masked.toString();
    return text(kept);
  }

  private static void appendParameter(String query, int from, int to, StringBuilder out) {
    int equals = query.indexOf('=', from);
    if (equals < 0 || equals >= to - 1 || !SecretNames.isSecret(query.substring(from, equals))) {
      out.append(query, from, to);
    } else {
      out.append(query, from, equals + 1).append(MASK);
    }
  }

  /** An address or the first line of a request, with a query or without. */
  static String target(String text) {
    int question = text.indexOf('?');
    if (question < 0) {
      return text(text);
    }
    int end = text.lastIndexOf(" HTTP/");
    int queryEnd = end > question ? end : text.length();
    return text(text.substring(0, question + 1))
        + query(text.substring(question + 1, queryEnd))
        + text.substring(queryEnd);
  }

  /** Any other text. */
  static String text(String text) {
    String masked = cardNumbers(text);
    if (masked.contains("eyJ")) {
      masked = WEB_TOKEN.matcher(masked).replaceAll(MASK);
    }
    if (masked.contains("@")) {
      masked = USER_INFO.matcher(masked).replaceAll(MASK + "@");
    }
    return masked;
  }

  /** The text, if no card number is in it, also percent-encoded; else one with it masked. */
  static String cardNumbers(String text) {
    if (!mayHoldNumber(text)) {
      return text;
    }
    if (CardNumbers.isIn(text)) {
      return CardNumberMask.mask(text);
    }
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    String decoded = SecretNames.decoded(text);
    return CardNumbers.isIn(decoded) ? CardNumberMask.mask(decoded) : text;
  }

  /** Whether there are enough signs that could be digits, percent-encoded ones counted too. */
  private static boolean mayHoldNumber(String text) {
    int signs = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || c == '%' || c > '~') {
        signs++;
      }
    }
    return signs >= CardNumbers.LEAST_DIGITS;
  }
}
