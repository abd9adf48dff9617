package io.cardbeam.decision;

import io.cardbeam.account.Account;
import io.cardbeam.account.OpenAuthorizations;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Reason;
import io.cardbeam.profile.CardAccount;
import io.cardbeam.profile.CardProfile;
import java.util.Optional;

/**
 * What no score can outweigh: no such card, a blocked or closed card, no credit left, too many open
 * holds.
 */
final class HardDeclines {
  private HardDeclines() {}

  /** Why the request must be declined, if it must. */
  static Optional<Reason> reason(CardProfile profile, AuthorizationRequest request) {
    CardAccount account = profile.account();
    if (!account.isKnown()) {
      return Optional.of(new Reason("CARD_UNKNOWN", "no card was issued under this number", null));
    }
    if (account.status() == CardStatus.BLOCKED) {
      return Optional.of(new Reason("CARD_BLOCKED", OwnWords.BLOCKED.own, null));
    }
    if (account.status() == CardStatus.CLOSED) {
      return Optional.of(new Reason("CARD_CLOSED", OwnWords.CLOSED.own, null));
    }
    return account.hasLimit() ? overLimit(profile, request) : Optional.empty();
  }

  private static Optional<Reason> overLimit(CardProfile profile, AuthorizationRequest request) {
    CardAccount account = profile.account();
    String currency = account.currency();
    if (!request.getCurrency().equals(currency)) {
      return Optional.of(
          new Reason(
              "OTHER_CURRENCY",
              "amount is in " + request.getCurrency() + OwnWords.CREDIT_IN.own + currency,
              null));
    }
    long time = request.getEventTime().toEpochMilli();
    long reserved = profile.money().heldMinor(currency, time);
    long balance = profile.money().balanceMinor(currency);
    long available = account.limitMinor() - balance - reserved;
    if (request.getAmountMinor() <= available) {
      return tooManyHolds(profile.money(), time);
    }
    String sentence =
        new Wording()
            .text("amount ")
            .money(request.getAmountMinor(), currency)
            .text(OwnWords.AVAILABLE.own)
            .money(available, currency)
            .text(" (limit ")
            .money(account.limitMinor(), currency)
            .text(", balance ")
            .money(balance, currency)
            .text(", open holds ")
            .money(reserved, currency)
            .text(")")
            .done();
    return Optional.of(new Reason("OVER_LIMIT", sentence, (double) available));
  }

  private static Optional<Reason> tooManyHolds(Account money, long timeMillis) {
    return money.isFull(timeMillis)
        ? Optional.of(
            new Reason(
                "TOO_MANY_HOLDS",
                OpenAuthorizations.MAX_HOLDS
                    + " approved requests wait for their purchases, as many as are kept",
                (double) OpenAuthorizations.MAX_HOLDS))
        : Optional.empty();
  }
}
