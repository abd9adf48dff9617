package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.wire.Event;

/**
 * An authorization that somebody asks for.
 *
 * @param request as it goes to the stream; its id is the gateway's
 * @param requestId the merchant's own id
 * @param fingerprint of the request's content, which its time is no part of
 */
public record Asked(AuthorizationRequest request, String requestId, long fingerprint) {
  /** What a merchant asks under an id of its own. */
  public static Asked of(AuthorizationRequest request, String requestId) {
    return new Asked(request, requestId, Event.of(request).fingerprint());
  }

  /** The authorization's id. */
  public String id() {
    return request.getRequestId();
  }
}
