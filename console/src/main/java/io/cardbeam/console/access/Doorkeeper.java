package io.cardbeam.console.access;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Lets in people with a session cookie. */
public final class Doorkeeper {
  private static final String COOKIE = "cardbeam_session";
  private static final int MAX_KEY_CHARS = 256;

  private final AccessKey key;
  private final Sessions sessions;
  private final Attempts attempts;
  private final EntryTicket ticket;

  /** A doorkeeper for this key. */
  public Doorkeeper(AccessKey key, InstantSource clock) {
    this.key = key;
    this.sessions = new Sessions(clock);
    this.attempts = new Attempts(clock);
    this.ticket = new EntryTicket(clock);
  }

  /** Path and query of the address that signs in once, within ten minutes. */
  public String entryPath() {
    return "/enter?ticket=" + ticket.text();
  }

  /** {@code GET /enter}: signs in with the one-time ticket, then shows the page. */
  public void enter(Context ctx) {
    String shown = Optional.ofNullable(ctx.queryParam("ticket")).orElse("");
    if (attempts.mayTry(ctx.ip())) {
      if (ticket.use(shown)) {
        startSession(ctx);
      } else {
        attempts.failed(ctx.ip());
      }
    }
    ctx.redirect("/", HttpStatus.SEE_OTHER);
  }

  /** {@code POST /sign-in}: the key for a session. */
  public void signIn(Context ctx) throws RefusedException, IOException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> tried = fields.secret("key", MAX_KEY_CHARS);
    fields.done();
    requireKey(ctx, tried.orElseThrow().strip());
    startSession(ctx);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /** {@code POST /sign-out}: the session ends. */
  public void signOut(Context ctx) {
    session(ctx).ifPresent(sessions::close);
    ctx.removeCookie(COOKIE, "/");
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /** Refuses whoever has no open session. */
  public void requireSession(Context ctx) throws RefusedException {
    if (!hasSession(ctx)) {
      throw new RefusedException(ProblemType.UNAUTHORIZED, "sign in first");
    }
  }

  /** Whether the request's session is open still. */
  public boolean hasSession(Context ctx) {
    return session(ctx).filter(sessions::isOpen).isPresent();
  }

  private void requireKey(Context ctx, String tried) throws RefusedException {
    if (!attempts.mayTry(ctx.ip())) {
      throw new RefusedException(
          ProblemType.TOO_MANY_ATTEMPTS, "too many wrong keys from this address; wait a minute");
    }
    if (!key.is(tried)) {
      attempts.failed(ctx.ip());
      throw new RefusedException(ProblemType.UNAUTHORIZED, "that is not the access key");
    }
  }

  private void startSession(Context ctx) {
    Cookie cookie = new Cookie(COOKIE, sessions.open());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure("https".equals(ctx.scheme()));
    cookie.setMaxAge((int) Sessions.LIFETIME.toSeconds());
    cookie.setSameSite(SameSite.STRICT);
    ctx.cookie(cookie);
  }

  private static Optional<String> session(Context ctx) {
    return Optional.ofNullable(ctx.cookie(COOKIE));
  }
}
