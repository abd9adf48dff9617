package io.cardbeam.account;

import io.cardbeam.account.ClearingTerms.Unmatched;
import io.cardbeam.account.OpenAuthorization.Status;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.ExceptionCode;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.money.MinorUnits;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a transaction is booked: by itself, the request that it names and the terms, never by
 * other transactions. So which of two came first changes nothing, and what depends on several (more
 * taken in all than was authorized, more given back than was bought) is for readers of the ledger
 * to see.
 */
final class ClearingRule {
  private ClearingRule() {}

  /**
   * Why a transaction is not booked; empty if it is.
   *
   * @param named the request that it names, if that is known
   */
  static Optional<Refusal> refusal(
      MoneyEvent event, Optional<OpenAuthorization> named, ClearingTerms terms) {
    if (event.kind() == TransferKind.REFUND && event.subjectId().isEmpty()) {
      return terms.withoutPurchase() == Unmatched.post
          ? Optional.empty()
          : refused(event, ExceptionCode.NO_PURCHASE, "the refund names no purchase");
    }
    if (event.kind() != TransferKind.PURCHASE) {
      return Optional.empty();
    }
    Optional<OpenAuthorization> answered =
        named.filter(request -> request.status() != Status.UNKNOWN);
    return answered.isPresent()
        ? refusal(event, answered.get(), terms)
        : unless(
            terms.withoutAuthorization(),
            event,
            ExceptionCode.NO_AUTHORIZATION,
            event.authorizationId().isEmpty()
                ? "the purchase names no request"
                : String.format(
                    "no request %s of this card came within %d hours, or it was made more than %d"
                        + " days before; check that it was sent",
                    event.authorizationId(),
                    terms.patience().toHours(),
                    ClearingTerms.PRESENTED_WITHIN.toDays()));
  }

  private static Optional<Refusal> refusal(
      MoneyEvent event, OpenAuthorization request, ClearingTerms terms) {
    if (!request.currency().equals(event.currency())) {
      return refused(
          event,
          ExceptionCode.OTHER_CURRENCY,
          String.format(
              "request %s is in %s, this is in %s",
              event.authorizationId(), request.currency(), event.currency()));
    }
    if (request.status() == Status.NOT_APPROVED) {
      return unless(
          terms.notApproved(),
          event,
          ExceptionCode.NOT_APPROVED,
          String.format("request %s was not approved", event.authorizationId()));
    }
    if (event.eventTimeMillis() >= request.expiresMillis()) {
      return unless(
          terms.afterHold(),
          event,
          ExceptionCode.HOLD_EXPIRED,
          String.format(
              "the hold ended %s; this is of %s",
              Instant.ofEpochMilli(request.expiresMillis()),
              Instant.ofEpochMilli(event.eventTimeMillis())));
    }
    if (event.amountMinor() > request.toleratedMinor()) {
      return unless(
          terms.aboveTolerance(),
          event,
          ExceptionCode.ABOVE_AUTHORIZED,
          String.format(
              "%s is more than the %s that are tolerated of the %s authorized",
              text(event, event.amountMinor()),
              text(event, request.toleratedMinor()),
              text(event, request.amountMinor())));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> unless(
      Unmatched unmatched, MoneyEvent event, ExceptionCode code, String reason) {
    return unmatched == Unmatched.post ? Optional.empty() : refused(event, code, reason);
  }

  private static Optional<Refusal> refused(MoneyEvent event, ExceptionCode code, String reason) {
    return Optional.of(new Refusal(event, code, reason));
  }

  private static String text(MoneyEvent event, long amountMinor) {
    return MinorUnits.decimal(amountMinor, event.currency()) + " " + event.currency();
  }
}
