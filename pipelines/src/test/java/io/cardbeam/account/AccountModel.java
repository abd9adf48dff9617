package io.cardbeam.account;

import io.cardbeam.account.CardHistory.Answered;
import io.cardbeam.account.CardHistory.Moved;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.BookingRule;
import io.cardbeam.ledger.MoneyEvent;
import java.time.Duration;
import java.util.Optional;

/** What an account must say by the terms of Cardbeam, from the whole of a card's history. */
record AccountModel(RandomHistory history, ClearingTermsHistory terms) {

  /** Hours that a purchase waits for its request, in the terms of the tests. */
  private static final long PATIENCE = Duration.ofHours(24).toMillis();

  boolean isBooked(MoneyEvent event) {
    return event.kind() != TransferKind.PURCHASE
        || named(event)
            .filter(request -> request.timeMillis() < event.eventTimeMillis() + PATIENCE)
            .map(request -> request.request().getCurrency().equals(event.currency()))
            .orElse(true);
  }

  private Optional<Answered> named(MoneyEvent event) {
    return history.requests().stream()
        .filter(request -> request.request().getRequestId().equals(event.authorizationId()))
        .findFirst();
  }

  long balanceMinor(String currency, long timeMillis) {
    return history.transactions().stream()
        .map(Moved::event)
        .filter(event -> event.currency().equals(currency) && counts(event, timeMillis))
        .mapToLong(event -> BookingRule.of(event.kind()).owed(event.amountMinor()))
        .sum();
  }

  private boolean counts(MoneyEvent event, long timeMillis) {
    return isBooked(event) && event.effectiveFromMillis() <= timeMillis;
  }

  long heldMinor(String currency, long timeMillis) {
    return history.requests().stream()
        .filter(Answered::approved)
        .filter(request -> request.request().getCurrency().equals(currency))
        .mapToLong(request -> heldMinor(request, timeMillis))
        .sum();
  }

  private long heldMinor(Answered hold, long timeMillis) {
    long life = terms.at(hold.timeMillis()).holdLife(hold.request().getCategory()).toMillis();
    if (timeMillis >= hold.timeMillis() + life) {
      return 0;
    }
    long taken =
        history.transactions().stream()
            .map(Moved::event)
            .filter(event -> event.authorizationId().equals(hold.request().getRequestId()))
            .filter(
                event ->
                    event.kind() == TransferKind.PURCHASE || event.kind() == TransferKind.REVERSAL)
            .filter(event -> counts(event, timeMillis))
            .mapToLong(MoneyEvent::amountMinor)
            .sum();
    return Math.max(0, hold.request().getAmountMinor() - taken);
  }
}
