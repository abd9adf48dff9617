package io.cardbeam.console.people;

/**
 * A new session.
 *
 * @param sessionId for the session's cookie
 * @param deviceCookie for the browser's cookie
 */
public record SignedIn(String sessionId, String deviceCookie) {
  /** Without the secrets. */
  @Override
  public String toString() {
    return "SignedIn[…]";
  }
}
