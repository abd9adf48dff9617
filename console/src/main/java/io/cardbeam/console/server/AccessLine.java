package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.Exchange;
import io.cardbeam.text.CardNumberMask;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request as a line of Apache's combined format with the ids of request and authorization
 * appended. Of a query the names are kept and no values; whatever could be a card number is masked,
 * percent-encoded or not.
 */
final class AccessLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MAX_FIELD_CHARS = 1_024;

  private AccessLine() {}

  static String of(Request request, Response response) {
    Exchange exchange = RequestGuard.exchange(request);
    StringBuilder line = new StringBuilder(256);
    line.append(Request.getRemoteAddr(request))
        .append(" - ")
        .append(escaped(exchange.caller()))
        .append(" [")
        .append(TIME.format(Instant.ofEpochMilli(Request.getTimeStamp(request))))
        .append("] \"")
        .append(escaped(request.getMethod()))
        .append(' ')
        .append(escaped(target(request)))
        .append(' ')
        .append(request.getConnectionMetaData().getProtocol())
        .append("\" ")
        .append(response.getStatus())
        .append(' ')
        .append(Response.getContentBytesWritten(response))
        .append(" \"")
        .append(quoted(withoutQuery(request.getHeaders().get(HttpHeader.REFERER))))
        .append("\" \"")
        .append(quoted(request.getHeaders().get(HttpHeader.USER_AGENT)))
        .append("\" ")
        .append(exchange.requestId())
        .append(' ')
        .append(exchange.authorization());
    return line.toString();
  }

  private static String target(Request request) {
    String path = request.getHttpURI().getPath();
    String query = request.getHttpURI().getQuery();
    return masked(path == null ? "-" : path) + (query == null ? "" : "?" + names(query));
  }

  /** {@code a=*&b=*} of {@code a=1&b=2}. */
  private static String names(String query) {
    StringBuilder names = new StringBuilder();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      names
          .append(names.isEmpty() ? "" : "&")
          .append(equals < 0 ? "*" : masked(part.substring(0, equals)) + "=*");
    }
    return names.toString();
  }

  private static String masked(String text) {
    String plain;
    try {
      plain = URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return CardNumberMask.mask(text);
    }
    String masked = CardNumberMask.mask(plain);
    return masked.equals(plain) ? text : masked;
  }

  private static @Nullable String withoutQuery(@Nullable String address) {
    return address == null ? null : address.replaceFirst("[?#].*", "");
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "-" : escaped(masked(text));
  }

  /** As Apache does: nothing ends the field or the line, or reaches a terminal. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int end = Math.min(text.length(), MAX_FIELD_CHARS);
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c < ' ' || c > '~') {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          out.append(String.format(Locale.ROOT, "\\x%02x", b));
        }
      } else {
        out.append((char) c);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }
}
