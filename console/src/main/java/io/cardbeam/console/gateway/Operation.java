package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reversal;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * A capture, reversal, refund, payment or return of a payment that the gateway took.
 *
 * @param owner the merchant, or of a payment and its return the issuer
 * @param requestId the caller's own id
 * @param event as it goes to Kafka
 * @param isFinal of a capture: whether the rest of the hold is released after it
 */
public record Operation(String owner, String requestId, Event event, boolean isFinal) {
  /**
   * A reversal of some of an authorization's hold.
   *
   * @param authorization what was asked for
   * @param requestId the merchant's own id, or one with a slash, which no caller's has
   * @param at when, whole milliseconds
   */
  public static Operation reversal(
      AuthorizationRequest authorization, String requestId, long amountMinor, Instant at) {
    String owner = authorization.getMerchantId();
    Reversal reversal =
        Reversal.newBuilder()
            .setReversalId(IdKind.REVERSAL.of(owner, requestId))
            .setAuthorizationId(authorization.getRequestId())
            .setCardToken(authorization.getCardToken())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amountMinor)
            .setCurrency(authorization.getCurrency())
            .build();
    return new Operation(owner, requestId, Event.of(reversal), false);
  }

  /** The operation's id. */
  public String id() {
    return event.id();
  }

  /** What it is. */
  public IdKind kind() {
    return IdKind.of(event.type())
        .orElseThrow(() -> new IllegalStateException(event.type() + " is no operation"));
  }

  /** The authorization it is on; empty for a payment and its return. */
  public Optional<String> authorizationId() {
    return Optional.of(money().authorizationId()).filter(id -> !id.isEmpty());
  }

  /** The payment that it returns; empty for other kinds. */
  public Optional<String> paymentId() {
    return kind() == IdKind.RETURN ? Optional.of(money().subjectId()) : Optional.empty();
  }

  /** Minor units. */
  public long amountMinor() {
    return money().amountMinor();
  }

  /** ISO 4217 code. */
  public String currency() {
    return money().currency();
  }

  private MoneyEvent money() {
    return MoneyEvent.of(event).orElseThrow();
  }
}
