package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is recorded of authorizations beyond this gateway's memory. */
public interface AuthorizationRecords {
  /**
   * What is known of an id.
   *
   * @param request the first under the id
   * @param answer what was told, if anything
   */
  record Known(AuthorizationRequest request, Optional<Answer> answer) {}

  /**
   * Looks an authorization up. Ends soon, and never with an error: with nothing, too, while the
   * records can't be read.
   */
  CompletableFuture<Optional<Known>> find(String authorizationId);

  /**
   * Whether there may be a record of this id that the stream does not remember. If not, the request
   * can be sent while it is looked up: what the stream decided lately under the id it says again.
   */
  boolean mayBeOld(String authorizationId);

  /**
   * Records an answer by default before it is told.
   *
   * @return the answer to tell: what is recorded already wins; while the records can't be written,
   *     the default
   */
  CompletableFuture<Answer> settle(Asked asked, Outcome byDefault);
}
