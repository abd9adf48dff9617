package io.cardbeam.console.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookies of a browser: of its session, until that ends, and of the browser itself. No script
 * reads them and no other site sends them. Over TLS they are Secure, and their names begin with
 * {@code __Host-}, which no neighbouring host can set.
 */
public final class SessionCookie {
  private static final String SESSION = "cardbeam_session";
  private static final String DEVICE = "cardbeam_device";
  private static final String SECURE = "__Host-";
  private static final Duration DEVICE_LIFETIME = Duration.ofDays(400);

  /** Id of the browser's session, or empty. */
  public String session(Context ctx) {
    return Optional.ofNullable(ctx.cookie(name(ctx, SESSION))).orElse("");
  }

  /** What names the browser, or empty. */
  public String device(Context ctx) {
    return Optional.ofNullable(ctx.cookie(name(ctx, DEVICE))).orElse("");
  }

  /** Gives the browser a session, and a name. */
  public void set(Context ctx, String session, String device, Duration lifetime) {
    ctx.cookie(cookie(ctx, SESSION, session, lifetime));
    ctx.cookie(cookie(ctx, DEVICE, device, DEVICE_LIFETIME));
  }

  /** Takes the session from the browser. */
  public void clear(Context ctx) {
    ctx.cookie(cookie(ctx, SESSION, "", Duration.ZERO));
  }

  private static Cookie cookie(Context ctx, String name, String value, Duration lifetime) {
    Cookie cookie = new Cookie(name(ctx, name), value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(isSecure(ctx));
    cookie.setMaxAge((int) lifetime.toSeconds());
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }

  private static String name(Context ctx, String name) {
    return isSecure(ctx) ? SECURE + name : name;
  }

  /** Whether the browser speaks TLS, to here or to a trusted proxy. */
  private static boolean isSecure(Context ctx) {
    return "https".equals(ctx.scheme());
  }
}
