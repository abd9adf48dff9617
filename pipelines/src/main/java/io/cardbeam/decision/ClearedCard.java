package io.cardbeam.decision;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is booked on a card whose requests are all decided: its account alone, without the profile
 * that decides.
 */
public final class ClearedCard {
  private final Bookkeeper bookkeeper;
  private final List<Bookings> bookings = new ArrayList<>();
  private Account account = Account.EMPTY;

  private ClearedCard(Bookkeeper bookkeeper) {
    this.bookkeeper = bookkeeper;
  }

  /**
   * Books a card's events, each of which comes once.
   *
   * @param ordered all of the card, in the order of {@link CardLog#inOrder}
   * @param decisions on its requests, by id; a request without one is none
   */
  public static Bookings of(
      List<Event> ordered, Map<String, AuthorizationDecision> decisions, Bookkeeper bookkeeper) {
    ClearedCard card = new ClearedCard(bookkeeper);
    long[] times = CardLog.times(ordered);
    for (int i = 0; i < times.length; i++) {
      Event event = ordered.get(i);
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        AuthorizationDecision decision = decisions.get(event.id());
        if (decision != null) {
          card.answered(event.body(AuthorizationRequest.class), decision, times[i]);
        }
      } else {
        MoneyEvent.of(event).ifPresent(it -> card.take(bookkeeper.book(card.account, it)));
      }
    }
    card.take(bookkeeper.expired(card.account, Long.MAX_VALUE));
    return Bookings.all(card.bookings);
  }

  private void answered(
      AuthorizationRequest request, AuthorizationDecision decision, long timeMillis) {
    take(bookkeeper.expired(account, timeMillis));
    account = account.asOf(request.getEventTime().toEpochMilli()).forgetting(timeMillis);
    take(bookkeeper.answered(account, request, decision.getOutcome() == Outcome.APPROVED));
  }

  private void take(Bookkeeper.Step step) {
    account = step.account();
    if (!step.bookings().isNone()) {
      bookings.add(step.bookings());
    }
  }
}
