package io.cardbeam.console.access;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets in programs with a key, as often as its rate allows. A wrong key takes nothing from anybody:
 * it is 256 random bits, so guesses are counted and not limited by address, which many may share.
 */
public final class KeyAuthentication {
  private static final String BEARER = "Bearer ";

  private final KeyRing keys;
  private final RateLimits limits = new RateLimits();
  private final LongAdder wrongKeys = new LongAdder();

  /** Authentication by these keys. */
  public KeyAuthentication(KeyRing keys) {
    this.keys = keys;
  }

  /** Lets in keys that have this scope. */
  public Admission key(Scope scope) {
    return Admission.key(scope.text(), ctx -> admit(ctx, scope));
  }

  /** Whether a request says that it has a key. */
  public static boolean hasKey(Context ctx) {
    return ctx.header(Header.AUTHORIZATION) != null;
  }

  /** Wrong keys that were shown since the start. */
  public long wrongKeys() {
    return wrongKeys.sum();
  }

  /**
   * Lets in a key that has this scope.
   *
   * @throws RefusedException if there is no key, a wrong one, one that may not, or one that comes
   *     too often
   */
  public void admit(Context ctx, Scope scope) throws RefusedException {
    String header = Optional.ofNullable(ctx.header(Header.AUTHORIZATION)).orElse("");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw unauthorized("Send a key as Authorization: Bearer KEY.", "Bearer");
    }
    KeyRing.Found found = keys.find(header.substring(BEARER.length()).strip()).orElse(null);
    if (found == null) {
      wrongKeys.increment();
      throw unauthorized("That is no key that works.", "Bearer error=\"invalid_token\"");
    }
    RequestIds.exchange(ctx).calledBy(found.caller().keyId());
    limit(ctx, limits.take(found.caller().keyId(), found.rate()));
    if (!found.caller().may(scope)) {
      throw new RefusedException(
          Problem.of(ProblemType.FORBIDDEN, "The key lacks the scope " + scope.text() + ".")
              .withHeader(
                  Header.WWW_AUTHENTICATE,
                  "Bearer error=\"insufficient_scope\", scope=\"" + scope.text() + "\""));
    }
    AccessControl.letIn(ctx, found.caller());
  }

  private static void limit(Context ctx, RateLimits.Verdict verdict) throws RefusedException {
    ctx.header("RateLimit-Policy", verdict.policyHeader());
    ctx.header("RateLimit", verdict.limitHeader());
    if (!verdict.allowed()) {
      throw new RefusedException(
          Problem.of(ProblemType.RATE_LIMITED, "The key is used more often than its rate allows.")
              .retryAfterSeconds(verdict.retrySeconds()));
    }
  }

  private static RefusedException unauthorized(String detail, String challenge) {
    return new RefusedException(
        Problem.of(ProblemType.UNAUTHORIZED, detail)
            .withHeader(Header.WWW_AUTHENTICATE, challenge));
  }
}
