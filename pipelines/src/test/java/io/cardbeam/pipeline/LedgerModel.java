package io.cardbeam.pipeline;

import io.cardbeam.account.ClearingTerms;
import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ledger of what is booked, without an account: one transfer for each event, by the terms. */
public final class LedgerModel {
  private LedgerModel() {}

  /** A hold for each approval, and a transfer for each transaction. */
  public static List<LedgerTransfer> of(
      Collection<Event> booked, Collection<AnsweredRequest> answers) {
    Transfers transfers = new Transfers();
    List<LedgerTransfer> all = new ArrayList<>();
    for (AnsweredRequest answer : answers) {
      if (answer.decision().getOutcome() == Outcome.APPROVED) {
        all.add(hold(answer.request(), transfers));
      }
    }
    booked.forEach(event -> MoneyEvent.of(event).map(transfers::of).ifPresent(all::add));
    return all;
  }

  /** The same books with their ledger. */
  public static CardBooks withLedger(CardBooks books) {
    List<Event> events = new ArrayList<>(books.events());
    of(books.events(), books.answers()).forEach(transfer -> events.add(Event.of(transfer)));
    return new CardBooks(books.cardToken(), events, books.answers());
  }

  private static LedgerTransfer hold(AuthorizationRequest request, Transfers transfers) {
    MoneyEvent hold = MoneyEvent.hold(request);
    ClearingTerms terms = ClearingTermsHistory.standard().at(hold.eventTimeMillis());
    return transfers.ofHold(
        hold,
        hold.eventTimeMillis() + terms.holdLife(request.getCategory()).toMillis(),
        terms.tolerance(request.getCategory()).toleratedMinor(hold.amountMinor()));
  }
}
