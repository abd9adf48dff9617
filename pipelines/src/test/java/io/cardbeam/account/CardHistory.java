package io.cardbeam.account;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened on a card, in the order in which its account learns of them, and what it booked.
 */
final class CardHistory {
  static final String CARD = "card-1";

  private final Bookkeeper bookkeeper;
  private final Transfers by = new Transfers();
  private final List<LedgerTransfer> transfers = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private Account account = Account.EMPTY;

  CardHistory(ClearingTermsHistory terms) {
    bookkeeper = new Bookkeeper(terms);
  }

  /** Something that an account learns of. */
  sealed interface Happening {
    long timeMillis();
  }

  /** An answered request. */
  record Answered(AuthorizationRequest request, boolean approved) implements Happening {
    @Override
    public long timeMillis() {
      return request.getEventTime().toEpochMilli();
    }
  }

  /** A transaction. */
  record Moved(MoneyEvent event) implements Happening {
    @Override
    public long timeMillis() {
      return event.eventTimeMillis();
    }
  }

  static Answered request(String id, long timeMillis, long amountMinor, boolean approved) {
    return request(id, timeMillis, amountMinor, "USD", "shopping_net", approved);
  }

  static Answered request(
      String id,
      long timeMillis,
      long amountMinor,
      String currency,
      String category,
      boolean approved) {
    return new Answered(
        new AuthorizationRequest(
            id,
            CARD,
            Instant.ofEpochMilli(timeMillis),
            amountMinor,
            currency,
            "m-1",
            "Shop",
            category,
            Channel.ONLINE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        approved);
  }

  static Moved moved(
      TransferKind kind, String id, String authorization, long timeMillis, long amountMinor) {
    return moved(kind, id, authorization, "", timeMillis, timeMillis, amountMinor, "USD");
  }

  static Moved moved(
      TransferKind kind,
      String id,
      String authorization,
      String subject,
      long timeMillis,
      long effectiveMillis,
      long amountMinor,
      String currency) {
    return new Moved(
        new MoneyEvent(
            kind,
            CARD,
            id,
            authorization,
            subject,
            timeMillis,
            effectiveMillis,
            amountMinor,
            currency));
  }

  /** Hands happenings over, in this order. */
  CardHistory takes(Iterable<? extends Happening> happenings) {
    happenings.forEach(this::take);
    return this;
  }

  CardHistory take(Happening happening) {
    return step(
        happening instanceof Answered answered
            ? bookkeeper.answered(account, answered.request(), answered.approved())
            : bookkeeper.book(account, ((Moved) happening).event()));
  }

  /** Lets event time come so far. */
  CardHistory expire(long timeMillis) {
    return step(bookkeeper.expired(account, timeMillis));
  }

  CardHistory asOf(long timeMillis) {
    account = account.asOf(timeMillis);
    return this;
  }

  private CardHistory step(Bookkeeper.Step step) {
    account = step.account();
    transfers.addAll(step.bookings().transfers(by));
    refusals.addAll(step.bookings().refusals());
    return this;
  }

  Account account() {
    return account;
  }

  List<LedgerTransfer> transfers() {
    return transfers;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  Bookkeeper bookkeeper() {
    return bookkeeper;
  }
}
