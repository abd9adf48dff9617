package io.cardbeam.billing;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.CardTerms;
import io.cardbeam.credit.DailyBalances;
import io.cardbeam.credit.PayoffEstimate;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An account's cycles, closed one after the other: what is carried from one to the next, and the
 * fees and interest that each of them books. It is fed all cycles from the first posting on, in
 * order.
 *
 * <p>Grace period: a cycle bears no interest if what was owed at its beginning is paid by the due
 * date and the cycle before was paid so, too. If only part of it is, that part bears none in the
 * cycle (12 CFR 1026.54(a)(1)(ii)), and the days of cycles before never do (1026.54(a)(1)(i)).
 * {@link CycleCredits} tells which credits repay that balance: a return of what was bought
 * meanwhile does not.
 */
final class AccountBook {
  /** Cycles in which another late payment costs the higher fee: 12 CFR 1026.52(b)(1)(ii). */
  private static final int CYCLES_OF_REPEATED_FEE = 6;

  private final BillingCalendar calendar;
  private final Map<CycleCredits.Key, String> subjects;
  private final Set<String> purchasesBefore = new HashSet<>();
  private final Deque<List<StatementLine>> before = new ArrayDeque<>();

  private long balanceMinor;
  private long minimumMinor;
  private boolean isInGrace = true;
  private int cyclesSinceLate = CYCLES_OF_REPEATED_FEE;
  private YearToDate yearToDate = YearToDate.NOTHING;

  /**
   * A book without entries.
   *
   * @param subjects id of the booked purchase that a refund or chargeback gives back, and of the
   *     chargeback that a resolution decides
   */
  AccountBook(BillingCalendar calendar, Map<CycleCredits.Key, String> subjects) {
    this.calendar = calendar;
    this.subjects = subjects;
  }

  /**
   * Closes the next cycle.
   *
   * @param cycle the first one, or that which follows the one before
   * @param posted in it, in {@link StatementLine#ORDER}, of events alone
   * @param terms that hold for it, of the account's currency
   */
  ClosedCycle close(BillingCycle cycle, List<StatementLine> posted, CardTerms terms) {
    final long opening = balanceMinor;
    final LocalDate due = dueDateBefore(cycle);
    CycleCredits credits = new CycleCredits(posted, subjects, purchasesBefore);
    List<StatementLine> lines = new ArrayList<>(posted);
    lateFee(credits, due, opening, terms).ifPresent(lines::add);
    final long fees = total(lines, StatementSection.FEES);
    boolean isPaid = opening <= 0 || credits.repaidBy(due) >= opening;
    InterestCharge interest =
        isInGrace && isPaid
            ? new InterestCharge(terms.purchaseRate().percent(), 0, 0)
            : interest(cycle, opening, lines, credits, due, terms);
    if (interest.amountMinor() > 0) {
      lines.add(interestLine(cycle, interest.amountMinor()));
    }
    for (StatementLine line : lines) {
      balanceMinor = Math.addExact(balanceMinor, line.signedMinor());
    }
    if (cycle.closingDate().getYear() > cycle.closingDate().minusMonths(1).getYear()) {
      yearToDate = YearToDate.NOTHING;
    }
    yearToDate = yearToDate.plus(fees, interest.amountMinor());
    long pastDue = missing(credits, cycle.closingDate(), opening);
    minimumMinor = terms.minimumPayment().of(balanceMinor, interest.amountMinor(), fees, pastDue);
    isInGrace = isPaid;
    List<CategorySpending> spending = SpendingByCategory.of(posted, before);
    before.addLast(posted);
    if (before.size() > SpendingByCategory.CYCLES_BEFORE) {
      before.removeFirst();
    }
    purchasesBefore.addAll(credits.purchaseIds());
    return new ClosedCycle(
        cycle,
        terms,
        opening,
        lines,
        balanceMinor,
        interest,
        yearToDate,
        minimumMinor,
        Math.min(pastDue, minimumMinor),
        spending);
  }

  /** By when the statement before this cycle was to be paid; it is within the cycle. */
  private LocalDate dueDateBefore(BillingCycle cycle) {
    return calendar.closingIn(YearMonth.from(cycle.closingDate()).minusMonths(1)).dueDate();
  }

  /** On the day after the due date, and never more than what was to be paid by it. */
  private Optional<StatementLine> lateFee(
      CycleCredits credits, LocalDate due, long opening, CardTerms terms) {
    long required = required(credits, due, opening);
    boolean isLate = credits.paidBy(due) < required;
    long full =
        cyclesSinceLate < CYCLES_OF_REPEATED_FEE
            ? terms.repeatedLateFeeMinor()
            : terms.lateFeeMinor();
    cyclesSinceLate = isLate ? 0 : cyclesSinceLate + 1;
    long fee = isLate ? Math.min(full, required) : 0;
    return fee == 0
        ? Optional.empty()
        : Optional.of(
            charge(TransactionType.LATE_FEE, due.plusDays(1), "Late fee: payment due " + due, fee));
  }

  private InterestCharge interest(
      BillingCycle cycle,
      long opening,
      List<StatementLine> lines,
      CycleCredits credits,
      LocalDate due,
      CardTerms terms) {
    DailyBalances balances = new DailyBalances(cycle, opening);
    for (StatementLine line : lines) {
      boolean isSpared = isInGrace && line.signedMinor() < 0 && !line.postingDate().isAfter(due);
      balances.post(
          isSpared ? credits.sparedFrom(line, cycle.firstDay()) : line.postingDate(),
          line.signedMinor());
    }
    long amount = terms.purchaseRate().on(balances.sumMinor());
    return new InterestCharge(
        terms.purchaseRate().percent(),
        balances.averageMinor(),
        amount == 0 ? 0 : Math.max(amount, terms.leastInterestMinor()));
  }

  private StatementLine interestLine(BillingCycle cycle, long amountMinor) {
    return charge(
        TransactionType.INTEREST, cycle.closingDate(), "Interest charge on purchases", amountMinor);
  }

  /** Charges of one kind are one a cycle at most, so the day makes the key. */
  private StatementLine charge(
      TransactionType type, LocalDate day, String description, long amountMinor) {
    return new StatementLine(
        type,
        day.toString(),
        day,
        day,
        day.atStartOfDay(calendar.zone()).toInstant(),
        description,
        "",
        amountMinor);
  }

  /**
   * The payment that was to come by a day: the minimum, or what is left of the balance where
   * merchants and disputes gave back so much of it that less is owed.
   */
  private long required(CycleCredits credits, LocalDate day, long opening) {
    long givenBack = credits.repaidBy(day) - credits.paidBy(day);
    return Math.min(minimumMinor, Math.max(0, opening - givenBack));
  }

  /** What of it did not come by then. */
  private long missing(CycleCredits credits, LocalDate day, long opening) {
    return Math.max(0, required(credits, day, opening) - credits.paidBy(day));
  }

  private static long total(List<StatementLine> lines, StatementSection section) {
    return lines.stream()
        .filter(line -> line.type().section() == section)
        .mapToLong(StatementLine::amountMinor)
        .reduce(0, Math::addExact);
  }

  /**
   * What the statement of a cycle tells beside whose it is.
   *
   * @param lines all of them, with fees and interest
   * @param minimumMinor what must be paid
   * @param pastDueMinor of it what should have come before
   */
  record ClosedCycle(
      BillingCycle cycle,
      CardTerms terms,
      long openingMinor,
      List<StatementLine> lines,
      long closingMinor,
      InterestCharge interest,
      YearToDate yearToDate,
      long minimumMinor,
      long pastDueMinor,
      List<CategorySpending> spending) {

    Statement statement(CardAccount account, StoppedRequests stopped) {
      return new Statement(
          account,
          terms.issuer(),
          cycle,
          terms.version(),
          openingMinor,
          lines,
          closingMinor,
          interest,
          yearToDate,
          due(),
          spending,
          stopped,
          Issue.FIRST);
    }

    private PaymentDue due() {
      boolean owes = closingMinor > 0;
      return new PaymentDue(
          minimumMinor,
          pastDueMinor,
          owes ? Math.min(minimumMinor, terms.repeatedLateFeeMinor()) : 0,
          owes
              ? PayoffEstimate.byMinimumPayments(
                  closingMinor, terms.purchaseRate(), terms.minimumPayment())
              : Optional.empty(),
          owes ? PayoffEstimate.paymentFor36Months(closingMinor, terms.purchaseRate()) : 0);
    }
  }
}
