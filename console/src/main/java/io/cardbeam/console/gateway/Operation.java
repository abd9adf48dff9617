package io.cardbeam.console.gateway;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A capture, reversal, refund or payment that the gateway took.
 *
 * @param owner the merchant, or of a payment the issuer
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
    return switch (event.type()) {
      case PURCHASE -> IdKind.CAPTURE;
      case REVERSAL -> IdKind.REVERSAL;
      case REFUND -> IdKind.REFUND;
      case PAYMENT -> IdKind.PAYMENT;
      default -> throw new IllegalStateException(event.type() + " is no operation");
    };
  }

  /** The authorization it is on; empty for a payment. */
  public Optional<String> authorizationId() {
    SpecificRecord body = event.body();
    if (body instanceof Purchase purchase) {
      return Optional.of(purchase.getAuthorizationId());
    }
    if (body instanceof Reversal reversal) {
      return Optional.of(reversal.getAuthorizationId());
    }
    return body instanceof Refund refund
        ? Optional.of(refund.getAuthorizationId())
        : Optional.empty();
  }

  /** Minor units. */
  public long amountMinor() {
    SpecificRecord body = event.body();
    if (body instanceof Purchase purchase) {
      return purchase.getAmountMinor();
    }
    if (body instanceof Reversal reversal) {
      return reversal.getAmountMinor();
    }
    return body instanceof Refund refund
        ? refund.getAmountMinor()
        : ((Payment) body).getAmountMinor();
  }

  /** ISO 4217 code. */
  public String currency() {
    SpecificRecord body = event.body();
    if (body instanceof Purchase purchase) {
      return purchase.getCurrency();
    }
    if (body instanceof Reversal reversal) {
      return reversal.getCurrency();
    }
    return body instanceof Refund refund ? refund.getCurrency() : ((Payment) body).getCurrency();
  }
}
