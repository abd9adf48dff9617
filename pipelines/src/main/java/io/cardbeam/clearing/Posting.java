package io.cardbeam.clearing;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.Comparator;

/**
 * A transaction on an authorization, reduced to what the rule of clearing looks at.
 *
 * @param kind what it does
 * @param id its key among those of its kind
 * @param authorizationId authorization it names
 * @param purchaseId purchase that it concerns, a purchase's own id; empty for a reversal
 * @param chargebackId chargeback that a resolution decides, else empty
 * @param cardToken card it is on
 * @param eventTimeMillis when it happened, milliseconds since 1970 UTC
 * @param amountMinor minor units
 * @param currency ISO 4217 code
 * @param fingerprint {@link Event#fingerprint} of all that it says, which the rule does not look at
 */
public record Posting(
    Kind kind,
    String id,
    String authorizationId,
    String purchaseId,
    String chargebackId,
    String cardToken,
    long eventTimeMillis,
    long amountMinor,
    String currency,
    long fingerprint) {

  /**
   * The order in which an authorization's transactions count: as they happened. It is not {@link
   * Event#CARD_ORDER}, which tells when the deciding profile learns of them: there a chargeback
   * counts at once and the purchase of that morning only from the posting cut-off on.
   */
  public static final Comparator<Posting> ORDER =
      Comparator.comparingLong(Posting::eventTimeMillis)
          .thenComparing(Posting::kind)
          .thenComparing(Posting::id);

  /** Kinds of transaction, in the order in which those of one instant count. */
  public enum Kind {
    /** Takes what was held, in whole or in part. */
    PURCHASE,
    /** Gives up what was held, before it is taken. */
    REVERSAL,
    /** Gives back what was taken. */
    REFUND,
    /** Takes back what was taken, as fraud. */
    CHARGEBACK,
    /** Leaves a chargeback as it is. */
    CHARGEBACK_UPHELD,
    /** Takes a chargeback back. */
    CHARGEBACK_REJECTED;

    /** Whether it gives money of a purchase back. */
    public boolean isCredit() {
      return this == REFUND || this == CHARGEBACK;
    }

    /** Whether it decides a chargeback. */
    public boolean isResolution() {
      return this == CHARGEBACK_UPHELD || this == CHARGEBACK_REJECTED;
    }

    /** Whether others are about it and wait for it. */
    public boolean isSubject() {
      return this == PURCHASE || this == CHARGEBACK;
    }

    /** Whether one of that kind with the same key is the same transaction. */
    boolean sharesKeysWith(Kind other) {
      return this == other || (isResolution() && other.isResolution());
    }
  }

  /** What it is about and waits for: a chargeback, a purchase, or nothing. */
  public String subjectId() {
    return kind.isResolution() ? chargebackId : purchaseId;
  }

  /** Whether it is the transaction of that kind and key, whatever it says. */
  public boolean isOf(Kind otherKind, String otherId) {
    return kind.sharesKeysWith(otherKind) && id.equals(otherId);
  }

  /** Whether an event names an authorization, so that it is one. */
  public static boolean isOne(EventType type) {
    return switch (type) {
      case PURCHASE, REVERSAL, REFUND, CHARGEBACK, CHARGEBACK_RESOLUTION -> true;
      default -> false;
    };
  }

  /**
   * What an event does.
   *
   * @throws IllegalArgumentException if the event names no authorization
   */
  public static Kind kindOf(Event event) {
    return switch (event.type()) {
      case PURCHASE -> Kind.PURCHASE;
      case REVERSAL -> Kind.REVERSAL;
      case REFUND -> Kind.REFUND;
      case CHARGEBACK -> Kind.CHARGEBACK;
      case CHARGEBACK_RESOLUTION ->
          event.body(ChargebackResolution.class).getOutcome() == ChargebackOutcome.UPHELD
              ? Kind.CHARGEBACK_UPHELD
              : Kind.CHARGEBACK_REJECTED;
      default -> throw new IllegalArgumentException(event.type() + " names no authorization");
    };
  }

  /**
   * The event as a posting, at the cost of its fingerprint.
   *
   * @throws IllegalArgumentException if the event names no authorization
   */
  public static Posting of(Event event) {
    return switch (event.type()) {
      case PURCHASE -> of(event.body(Purchase.class), event);
      case REVERSAL -> of(event.body(Reversal.class), event);
      case REFUND -> of(event.body(Refund.class), event);
      case CHARGEBACK -> of(event.body(Chargeback.class), event);
      case CHARGEBACK_RESOLUTION -> of(event.body(ChargebackResolution.class), event);
      default -> throw new IllegalArgumentException(event.type() + " names no authorization");
    };
  }

  private static Posting of(Purchase it, Event event) {
    return new Posting(
        Kind.PURCHASE,
        it.getPurchaseId(),
        it.getAuthorizationId(),
        it.getPurchaseId(),
        "",
        it.getCardToken(),
        it.getEventTime().toEpochMilli(),
        it.getAmountMinor(),
        it.getCurrency(),
        event.fingerprint());
  }

  private static Posting of(Reversal it, Event event) {
    return new Posting(
        Kind.REVERSAL,
        it.getReversalId(),
        it.getAuthorizationId(),
        "",
        "",
        it.getCardToken(),
        it.getEventTime().toEpochMilli(),
        it.getAmountMinor(),
        it.getCurrency(),
        event.fingerprint());
  }

  private static Posting of(Refund it, Event event) {
    return new Posting(
        Kind.REFUND,
        it.getRefundId(),
        it.getAuthorizationId(),
        it.getPurchaseId(),
        "",
        it.getCardToken(),
        it.getEventTime().toEpochMilli(),
        it.getAmountMinor(),
        it.getCurrency(),
        event.fingerprint());
  }

  private static Posting of(Chargeback it, Event event) {
    return new Posting(
        Kind.CHARGEBACK,
        it.getChargebackId(),
        it.getAuthorizationId(),
        it.getPurchaseId(),
        "",
        it.getCardToken(),
        it.getEventTime().toEpochMilli(),
        it.getAmountMinor(),
        it.getCurrency(),
        event.fingerprint());
  }

  private static Posting of(ChargebackResolution it, Event event) {
    return new Posting(
        kindOf(event),
        it.getResolutionId(),
        it.getAuthorizationId(),
        it.getPurchaseId(),
        it.getChargebackId(),
        it.getCardToken(),
        it.getEventTime().toEpochMilli(),
        it.getAmountMinor(),
        it.getCurrency(),
        event.fingerprint());
  }
}
