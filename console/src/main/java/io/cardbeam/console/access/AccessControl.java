package io.cardbeam.console.access;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.console.http.SameOrigin;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks, and whether they may: programs by a key ({@link KeyAuthentication}), people
 * by the cookie of their session. Handlers get who it is by {@link #caller}.
 */
public final class AccessControl {
  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);
  private static final String CALLER = "io.cardbeam.caller";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Duration LOOKED_EVERY = Duration.ofSeconds(2);

  private final KeyAuthentication keys;
  private final OpenSessions sessions;
  private final SessionCookie cookie;
  private final InstantSource clock;

  /** Access control by these keys and sessions. */
  public AccessControl(
      KeyAuthentication keys, OpenSessions sessions, SessionCookie cookie, InstantSource clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.cookie = cookie;
    this.clock = clock;
  }

  /** Keys with this scope. */
  public Admission key(Scope scope) {
    return keys.key(scope);
  }

  /** People in one of these roles; in any if none is named. */
  public Admission session(Role... roles) {
    return Admission.session(names(roles), ctx -> admitPerson(ctx, roles));
  }

  /** Keys with this scope, and people in one of these roles. */
  public Admission keyOrSession(Scope scope, Role... roles) {
    return Admission.keyOrSession(
        scope.text(),
        names(roles),
        ctx -> {
          if (KeyAuthentication.hasKey(ctx)) {
            keys.admit(ctx, scope);
          } else {
            admitPerson(ctx, roles);
          }
        });
  }

  /** Everybody whose browser is not sent by another site's page. */
  public static Admission everybody() {
    return new Admission(Set.of(), Set.of(), SameOrigin::require);
  }

  private static Set<String> names(Role... roles) {
    return Arrays.stream(roles).map(Role::text).collect(Collectors.toSet());
  }

  /**
   * Who asks, on a route that lets in callers of this kind only.
   *
   * @throws IllegalStateException if the route lets in others
   */
  public static <C extends Caller> C caller(Context ctx, Class<C> kind) {
    Caller caller = caller(ctx);
    if (!kind.isInstance(caller)) {
      throw new IllegalStateException("this route lets in others than " + kind.getSimpleName());
    }
    return kind.cast(caller);
  }

  /**
   * Who asks, on a route that does not let in everybody.
   *
   * @throws IllegalStateException if it does
   */
  public static Caller caller(Context ctx) {
    Caller caller = ctx.attribute(CALLER);
    if (caller == null) {
      throw new IllegalStateException("this route lets in everybody");
    }
    return caller;
  }

  /** Notes who asks. */
  static void letIn(Context ctx, Caller caller) {
    ctx.attribute(CALLER, caller);
  }

  private void admitPerson(Context ctx, Role... roles) throws RefusedException {
    if (!READING.contains(ctx.req().getMethod())) {
      SameOrigin.require(ctx);
    }
    PersonCaller person = person(ctx);
    RequestIds.exchange(ctx).calledBy(person.name());
    if (roles.length > 0 && !Arrays.asList(roles).contains(person.role())) {
      throw new RefusedException(
          ProblemType.FORBIDDEN, "This is not for a " + person.role().text() + ".");
    }
    letIn(ctx, person);
  }

  private PersonCaller person(Context ctx) throws RefusedException {
    return signedIn(ctx)
        .orElseThrow(() -> new RefusedException(ProblemType.UNAUTHORIZED, "Sign in first."));
  }

  /**
   * Who is signed in, on a route for everybody; empty without a session or after its end.
   *
   * @throws RefusedException if that can't be looked up now
   */
  public Optional<PersonCaller> signedIn(Context ctx) throws RefusedException {
    try {
      return sessions.use(cookie.session(ctx));
    } catch (SQLException e) {
      LOG.warn("a session can't be looked up: {}", e.toString());
      throw new RefusedException(
          Problem.of(ProblemType.UNAVAILABLE, "Sessions can't be looked up now.")
              .retryAfterSeconds(1));
    }
  }

  /**
   * Whether the request's session is open still; for answers that take long. Asking is no use of
   * the session. While the database is down the session stays as it was.
   */
  public BooleanSupplier staysOpen(Context ctx) {
    String id = cookie.session(ctx);
    return new BooleanSupplier() {
      private Instant looked = clock.instant();
      private boolean open = true;

      @Override
      public boolean getAsBoolean() {
        Instant now = clock.instant();
        if (open && looked.plus(LOOKED_EVERY).isBefore(now)) {
          looked = now;
          try {
            open = sessions.look(id).isPresent();
          } catch (SQLException e) {
            LOG.debug("a session can't be looked up", e);
          }
        }
        return open;
      }
    };
  }
}
