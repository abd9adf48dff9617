package io.cardbeam.billing;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.MonthRange;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.KnownCardholder;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that was booked on one card, as lines in order, from its events in any order and any number
 * of copies. Reversals book nothing: they release a hold before anything is owed. What is booked
 * counts whether it matches another booking or not: a balance is the sum of {@link
 * io.cardbeam.ledger.BookingRule#owed} over the events, with fees and interest.
 */
public final class CardLedger {
  private final String cardToken;
  private final Collection<AnsweredRequest> answers;
  private final TermsHistory terms;
  private final BillingCalendar calendar;
  private final List<CardUpdate> updates = new ArrayList<>();
  private final Map<CycleCredits.Key, String> subjects = new HashMap<>();
  private final Map<String, List<StatementLine>> linesByCurrency = new TreeMap<>();

  /**
   * The ledger of these events.
   *
   * @param cardToken token of the card
   * @param events its updates and booked transactions
   * @param answers its requests with their decisions
   * @param terms what its credit costs
   */
  public CardLedger(
      String cardToken,
      Collection<Event> events,
      Collection<AnsweredRequest> answers,
      TermsHistory terms) {
    this.cardToken = cardToken;
    this.answers = answers;
    this.terms = terms;
    this.calendar = terms.calendarOf(cardToken);
    Map<String, Purchase> purchases = new HashMap<>();
    Map<String, Chargeback> chargebacks = new HashMap<>();
    Map<String, Payment> payments = new HashMap<>();
    List<Event> inOrder = DistinctEvents.inOrder(events);
    for (Event event : inOrder) {
      switch (event.type()) {
        case CARD_UPDATE -> updates.add(event.body(CardUpdate.class));
        case PURCHASE -> {
          Purchase purchase = event.body(Purchase.class);
          purchases.put(purchase.getPurchaseId(), purchase);
        }
        case CHARGEBACK -> {
          Chargeback chargeback = event.body(Chargeback.class);
          chargebacks.put(chargeback.getChargebackId(), chargeback);
        }
        case PAYMENT -> {
          Payment payment = event.body(Payment.class);
          payments.put(payment.getPaymentId(), payment);
        }
        default -> {
          // What gives back needs the purchases first, so it is booked below.
        }
      }
    }
    for (Event event : inOrder) {
      Booking.of(event, purchases, chargebacks, payments, calendar).ifPresent(this::add);
    }
    linesByCurrency.values().forEach(lines -> lines.sort(StatementLine.ORDER));
  }

  private void add(Booking booking) {
    linesByCurrency
        .computeIfAbsent(booking.currency(), any -> new ArrayList<>())
        .add(booking.line());
    booking.subject().ifPresent(id -> subjects.put(CycleCredits.Key.of(booking.line()), id));
  }

  /**
   * The card's statements whose cycles close in these months, in order of the currency's code and
   * the month: one for each cycle from the first that something was booked in, be it empty.
   */
  public List<Statement> statements(MonthRange months) {
    List<Statement> statements = new ArrayList<>();
    linesByCurrency.forEach((currency, lines) -> close(currency, lines, months, statements));
    return statements;
  }

  private void close(
      String currency, List<StatementLine> lines, MonthRange months, List<Statement> statements) {
    AccountBook book = new AccountBook(calendar, subjects);
    YearMonth month = YearMonth.from(calendar.cycleOf(lines.get(0).postingDate()).closingDate());
    int next = 0;
    for (; !month.isAfter(months.last()); month = month.plusMonths(1)) {
      BillingCycle cycle = calendar.closingIn(month);
      int first = next;
      while (next < lines.size() && cycle.holds(lines.get(next).postingDate())) {
        next++;
      }
      AccountBook.ClosedCycle closed =
          book.close(cycle, lines.subList(first, next), terms.at(cycle.firstDay()).in(currency));
      if (!month.isBefore(months.first())) {
        statements.add(
            closed.statement(
                account(currency, cycle), StoppedRequests.of(answers, currency, cycle, calendar)));
      }
    }
  }

  private CardAccount account(String currency, BillingCycle cycle) {
    String lastFour = "";
    String cardholder = "";
    for (CardUpdate update : updates) {
      if (calendar.dayOf(update.getEventTime()).isAfter(cycle.closingDate())) {
        break;
      }
      lastFour = update.getLastFour();
      Cardholder person = update.getCardholder();
      if (KnownCardholder.hasPerson(person)) {
        cardholder = (person.getFirstName() + " " + person.getLastName()).strip();
      }
    }
    return new CardAccount(cardToken, currency, lastFour, cardholder);
  }
}
