package io.cardbeam.star;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;

/** A request and its answer, which make one row of fact_authorization. */
public record AnsweredRequest(AuthorizationRequest request, AuthorizationDecision decision) {
  public AnsweredRequest {
    if (!request.getRequestId().equals(decision.getRequestId())) {
      throw new IllegalArgumentException(
          "decision " + decision.getRequestId() + " answers no request " + request.getRequestId());
    }
  }
}
