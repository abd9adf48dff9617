package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.util.List;

/** Authorizations of one merchant as it asked for them, and decisions on them. */
public final class AuthorizationsOnTrial {
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  public static final String OWNER = "m-1";
  public static final long MINOR = 1250;

  private AuthorizationsOnTrial() {}

  /** A payment of {@link #MINOR} at noon. */
  public static Asked asked(String requestId) {
    return asked(requestId, MINOR, NOON);
  }

  public static Asked asked(String requestId, long amountMinor, Instant at) {
    return Asked.of(
        AuthorizationRequest.newBuilder()
            .setRequestId(IdKind.AUTHORIZATION.of(OWNER, requestId))
            .setCardToken("token")
            .setEventTime(at)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantId(OWNER)
            .setMerchantName("Kaffeehaus")
            .setCategory("food_dining")
            .build(),
        requestId);
  }

  public static AuthorizationDecision decision(Asked asked, Outcome outcome) {
    return AuthorizationDecision.newBuilder()
        .setRequestId(asked.id())
        .setCardToken(asked.request().getCardToken())
        .setEventTime(asked.request().getEventTime())
        .setOutcome(outcome)
        .setFraudProbability(0.25)
        .setReasons(List.of())
        .setPolicyVersion("p")
        .setModelVersion("m")
        .build();
  }

  /** The same of a content with this fingerprint. */
  public static AuthorizationDecision decision(Asked asked, Outcome outcome, long fingerprint) {
    return AuthorizationDecision.newBuilder(decision(asked, outcome))
        .setRequestFingerprint(fingerprint)
        .build();
  }
}
