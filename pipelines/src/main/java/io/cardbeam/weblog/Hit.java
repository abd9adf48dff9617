package io.cardbeam.weblog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a line says of a request. Empty is what the line has {@code -} for or does not have.
 *
 * @param remoteHost address or name of who asked
 * @param user who that was by HTTP authentication; the empty text if a name was given that is empty
 * @param epochSeconds when, seconds since 1970 UTC
 * @param request method, target and protocol; of a request that is none its raw text alone
 * @param status HTTP status of the answer, 100 to 999
 * @param bytes length of the answer
 * @param referrer the page that led there
 * @param userAgent what the client called itself
 * @param virtualHost which of the server's names was asked for, with its port if the line has it
 * @param ids what the server calls the request and what it decided
 */
public record Hit(
    Optional<String> remoteHost,
    Optional<String> user,
    long epochSeconds,
    LoggedRequest request,
    OptionalInt status,
    OptionalLong bytes,
    Optional<String> referrer,
    Optional<String> userAgent,
    Optional<String> virtualHost,
    LoggedIds ids) {
  private static final int FIRST_ERROR = 400;

  /** Whether it was answered by a status of 400 or more. */
  public boolean isError() {
    return status.orElse(0) >= FIRST_ERROR;
  }
}
