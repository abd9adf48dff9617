package io.cardbeam.browser;

import java.util.Optional;

/** What a look at the page needs besides Java. */
public final class Requirements {
  private static final String PAGE = "/io/cardbeam/console/web/index.html";

  private Requirements() {}

  /** What is missing and how to get it; empty if nothing is. */
  public static Optional<String> missing() {
    if (Chromium.find().isEmpty()) {
      return Optional.of(
          "there is no Chromium: install it (Debian: apt-get install chromium), or name one by the"
              + " environment's "
              + Chromium.VARIABLE);
    }
    return Requirements.class.getResource(PAGE) == null
        ? Optional.of("the page is not built, which needs Node 20.19 or newer with npm")
        : Optional.empty();
  }
}
