package io.cardbeam.billing;

import io.cardbeam.event.PaymentReturned;
import io.cardbeam.wire.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The model of due dates and returned payments, the slow and obvious way: each figure is made from
 * all events again, by what is known so far.
 */
final class SlowDueDates {
  private final List<Event> payments;
  private final List<Event> returns;
  private final List<Event> seen = new ArrayList<>();
  private final List<Due> all = new ArrayList<>();

  private static final class Due {
    private final LocalDate firstDay;
    private final LocalDate day;
    private final long toPay;
    private boolean late;
    private LocalDate closing = LocalDate.MAX;
    private long toPayAtClosing;
    private long lackedAtClosing;

    Due(LocalDate firstDay, LocalDate day, long toPay) {
      this.firstDay = firstDay;
      this.day = day;
      this.toPay = toPay;
    }
  }

  /** Of the events of an account. */
  SlowDueDates(List<Event> events) {
    this.payments = events.stream().filter(it -> it.type().name().equals("PAYMENT")).toList();
    this.returns =
        events.stream()
            .filter(it -> it.type().name().equals("PAYMENT_RETURNED"))
            .sorted(
                Comparator.comparing(SlowStatements::posted)
                    .thenComparing(Event::eventTimeMillis)
                    .thenComparing(Event::id))
            .toList();
  }

  void comesDue(LocalDate firstDay, LocalDate day, long toPay) {
    all.add(new Due(firstDay, day, toPay));
  }

  /** Returns that are posted on a day, in order. */
  List<Event> returnsOn(LocalDate day) {
    return returns.stream().filter(it -> SlowStatements.posted(it).equals(day)).toList();
  }

  void see(Event returned) {
    seen.add(returned);
  }

  /** The fee of a due date that turns out to be late now; of one at most, as one thing happened. */
  long fee() {
    for (int i = 0; i < all.size(); i++) {
      Due due = all.get(i);
      if (!due.late && paid(due, due.day, seen) < due.toPay) {
        boolean again = all.subList(Math.max(0, i - 6), i).stream().anyMatch(it -> it.late);
        due.late = true;
        return Math.min(due.toPay, again ? 4_100 : 3_000);
      }
    }
    return 0;
  }

  /** What is past due at the end of the cycle whose due date came last. */
  long pastDue(LocalDate closing, long toPay) {
    Due last = all.get(all.size() - 1);
    last.closing = closing;
    last.toPayAtClosing = toPay;
    last.lackedAtClosing = lacks(all.size() - 1, closing);
    return last.lackedAtClosing;
  }

  /**
   * What a cycle lacked of its payment, as it is known on a day, and of what no statement asked
   * for.
   */
  private long lacks(int cycle, LocalDate known) {
    Due due = all.get(cycle);
    long unasked = cycle == 0 ? 0 : lacks(cycle - 1, known) - all.get(cycle - 1).lackedAtClosing;
    List<Event> until =
        returns.stream().filter(it -> !SlowStatements.posted(it).isAfter(known)).toList();
    return Math.max(0, due.toPayAtClosing + unasked - paid(due, due.closing, until));
  }

  private long paid(Due due, LocalDate day, List<Event> known) {
    long paid = 0;
    for (Event payment : payments) {
      LocalDate posted = SlowStatements.posted(payment);
      if (!posted.isBefore(due.firstDay) && !posted.isAfter(day)) {
        paid += SlowStatements.amount(payment);
        for (Event returned : known) {
          paid -= takes(returned, payment);
        }
      }
    }
    return paid;
  }

  /** What came back within days, by returns in force, of payments of some kind. */
  long cameBack(LocalDate from, LocalDate to, Predicate<Event> which) {
    long sum = 0;
    for (Event returned : returns) {
      LocalDate day = SlowStatements.posted(returned);
      for (Event payment : payments) {
        if (which.test(payment) && !day.isBefore(from) && !day.isAfter(to)) {
          sum += takes(returned, payment);
        }
      }
    }
    return sum;
  }

  /** What a return takes of a payment: no more than those before it left. */
  private long takes(Event returned, Event payment) {
    if (!paymentOf(returned).equals(payment.id())) {
      return 0;
    }
    long left = SlowStatements.amount(payment);
    for (Event one : returns) {
      if (paymentOf(one).equals(payment.id())) {
        long taken = Math.min(left, SlowStatements.amount(one));
        if (one.id().equals(returned.id())) {
          return taken;
        }
        left -= taken;
      }
    }
    throw new IllegalStateException(returned + " is none of them");
  }

  private static String paymentOf(Event returned) {
    return returned.body(PaymentReturned.class).getPaymentId();
  }
}
