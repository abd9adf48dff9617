package io.cardbeam.console.http;

import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages from making a browser do something here in its user's name, beside the
 * cookie's {@code SameSite=Strict}. Browsers say where a request was made: by {@code
 * Sec-Fetch-Site}, or by {@code Origin} if they are older. A request without either is no
 * browser's; then there is no user whose cookie another site could use.
 */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * Refuses what a page of another site asks.
   *
   * @throws RefusedException FORBIDDEN
   */
  public static void require(Context ctx) throws RefusedException {
    if (!isSame(ctx.header("Sec-Fetch-Site"), ctx.header("Origin"), ctx.header("Host"))) {
      throw new RefusedException(ProblemType.FORBIDDEN, "A page of another site may not do this.");
    }
  }

  static boolean isSame(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return site.equals("same-origin");
    }
    if (origin == null) {
      return true;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
