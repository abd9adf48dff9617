package io.cardbeam.billing;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Purchase;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that was booked on one card, as lines in order, from its events in any order and any number
 * of copies. Reversals book nothing: they release a hold before anything is owed.
 */
public final class CardLedger {
  private final String cardToken;
  private final List<CardUpdate> updates = new ArrayList<>();
  private final Map<String, List<StatementLine>> linesByCurrency = new TreeMap<>();

  /**
   * The ledger of these events.
   *
   * @param cardToken token of the card
   * @param events its updates and booked transactions
   */
  public CardLedger(String cardToken, Collection<Event> events) {
    this.cardToken = cardToken;
    Map<String, Purchase> purchases = new HashMap<>();
    List<Event> inOrder = DistinctEvents.inOrder(events);
    for (Event event : inOrder) {
      switch (event.type()) {
        case CARD_UPDATE -> updates.add(event.body(CardUpdate.class));
        case PURCHASE -> {
          Purchase purchase = event.body(Purchase.class);
          purchases.put(purchase.getPurchaseId(), purchase);
        }
        default -> {
          // What gives back needs the purchases first, so it is booked below.
        }
      }
    }
    for (Event event : inOrder) {
      Booking.of(event, purchases).ifPresent(this::add);
    }
    linesByCurrency.values().forEach(lines -> lines.sort(StatementLine.ORDER));
  }

  private void add(Booking booking) {
    linesByCurrency
        .computeIfAbsent(booking.currency(), any -> new ArrayList<>())
        .add(booking.line());
  }

  /**
   * The card's statements of a month, one for each currency, in order of the currency's code. There
   * is one only where something is owed from before or something was booked in the month.
   */
  public List<Statement> statementsOf(YearMonth month) {
    List<Statement> statements = new ArrayList<>();
    linesByCurrency.forEach(
        (currency, lines) -> statement(currency, lines, month).ifPresent(statements::add));
    return statements;
  }

  private Optional<Statement> statement(
      String currency, List<StatementLine> lines, YearMonth month) {
    long opening = 0;
    long closing = 0;
    List<StatementLine> debits = new ArrayList<>();
    List<StatementLine> credits = new ArrayList<>();
    for (StatementLine line : lines) {
      YearMonth posted = YearMonth.from(line.postingDate());
      if (posted.isAfter(month)) {
        break;
      }
      closing = Math.addExact(closing, line.signedMinor());
      if (posted.isBefore(month)) {
        opening = closing;
      } else {
        (line.type() == TransactionType.PURCHASE ? debits : credits).add(line);
      }
    }
    if (opening == 0 && debits.isEmpty() && credits.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement(account(currency, month), month, opening, debits, credits, closing));
  }

  private CardAccount account(String currency, YearMonth month) {
    String lastFour = "";
    String cardholder = "";
    for (CardUpdate update : updates) {
      if (PostingDate.of(update.getEventTime()).isAfter(month.atEndOfMonth())) {
        break;
      }
      lastFour = update.getLastFour();
      cardholder =
          update.getCardholder().getFirstName() + " " + update.getCardholder().getLastName();
    }
    return new CardAccount(cardToken, currency, lastFour, cardholder);
  }
}
