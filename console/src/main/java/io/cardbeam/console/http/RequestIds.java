package io.cardbeam.console.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of each request, {@value #HEADER} of its answer: the caller's if it has a good form and
 * could be no card number, else 26 characters that sort by time (a ULID: 48 bits of milliseconds,
 * 80 random ones, in Crockford's base 32).
 */
public final class RequestIds {
  /** Header of requests and answers. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final Pattern MANY_DIGITS = Pattern.compile("([0-9][._-]*){11}");
  private static final char[] BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BITS = 5;

  private RequestIds() {}

  /** The id of a request that is being answered. */
  public static String of(Context ctx) {
    return exchange(ctx).requestId();
  }

  /** What is known of a request that is being answered. */
  public static Exchange exchange(Context ctx) {
    if (ctx.req().getAttribute(Exchange.ATTRIBUTE) instanceof Exchange known) {
      return known;
    }
    Exchange exchange = new Exchange(taken(ctx.header(HEADER)));
    ctx.req().setAttribute(Exchange.ATTRIBUTE, exchange);
    return exchange;
  }

  /** The id that a caller sent, if it can be taken, else a new one. */
  public static String taken(@Nullable String sent) {
    boolean good =
        sent != null && GOOD.matcher(sent).matches() && !MANY_DIGITS.matcher(sent).find();
    return good && sent != null ? sent : next(System.currentTimeMillis());
  }

  /** A new id of this time, milliseconds since 1970. */
  static String next(long millis) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    char[] id = new char[26];
    long time = millis;
    for (int i = 9; i >= 0; i--) {
      id[i] = BASE_32[(int) (time & 31)];
      time >>>= BITS;
    }
    for (int i = 10; i < id.length; i++) {
      id[i] = BASE_32[random[i - 10] & 31];
    }
    return new String(id);
  }
}
