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
 *
 * <p>A payment that comes back, in this cycle or a later one, has repaid nothing. What came back of
 * earlier payments was owed when the cycle began, too; and if without it the balance before was not
 * paid, the cycle has no grace period (as 1026.54(b)(2) allows). No day before the return's bears
 * interest on it.
 */
final class AccountBook {
  private final BillingCalendar calendar;
  private final Map<CycleCredits.Key, String> subjects;
  private final Payments payments;
  private final DueDates dueDates = new DueDates();
  private final Set<String> purchasesBefore = new HashSet<>();
  private final Deque<List<StatementLine>> before = new ArrayDeque<>();

  private long balanceMinor;
  private long minimumMinor;
  private boolean isInGrace = true;

  /** What was repaid in time of the balance before, beyond it; minor units. */
  private long repaidBeyondMinor;

  private YearToDate yearToDate = YearToDate.NOTHING;

  /**
   * A book without entries.
   *
   * @param subjects id of the booked purchase that a refund or chargeback gives back, of the
   *     chargeback that a resolution decides, and of the payment that came back
   */
  AccountBook(BillingCalendar calendar, Map<CycleCredits.Key, String> subjects) {
    this.calendar = calendar;
    this.subjects = subjects;
    this.payments = new Payments(subjects);
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
    Payments.OfCycle paid = payments.post(posted);
    List<StatementLine> lines = new ArrayList<>(posted);
    for (DueDates.LateFee fee : dueDates.judge(due, required(credits, due, opening), paid, terms)) {
      lines.add(lateFee(fee));
    }
    final long fees = total(lines, StatementSection.FEES);
    isInGrace = isInGrace && repaidBeyondMinor >= cameBackOfBefore(cycle, paid);
    repaidBeyondMinor = repaidBeyond(cycle, opening, paid, credits, due);
    boolean isPaid = repaidBeyondMinor >= 0;
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
    LocalDate closing = cycle.closingDate();
    long pastDue = dueDates.pastDueMinor(closing, required(credits, closing, opening), paid);
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

  /** What came back in a cycle and had repaid what was owed when the cycle before began. */
  private long cameBackOfBefore(BillingCycle cycle, Payments.OfCycle paid) {
    return paid.cameBackOfPaidByMinor(
        dueDateBefore(calendar.closingIn(YearMonth.from(cycle.closingDate()).minusMonths(1))));
  }

  /** Of what a cycle began with, and with it all that came back of earlier payments. */
  private static long repaidBeyond(
      BillingCycle cycle,
      long opening,
      Payments.OfCycle paid,
      CycleCredits credits,
      LocalDate due) {
    long owed = Math.addExact(opening, paid.cameBackOfEarlierMinor());
    long repaid = Math.addExact(paid.paidBy(due, cycle.closingDate()), credits.givenBackBy(due));
    return Math.subtractExact(repaid, owed);
  }

  /** The day after the due date is its key, so that a due date costs one fee at most. */
  private StatementLine lateFee(DueDates.LateFee fee) {
    return charge(
        TransactionType.LATE_FEE,
        fee.dueDate().plusDays(1),
        fee.day(),
        "Late fee: payment due " + fee.dueDate(),
        fee.amountMinor());
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
    LocalDate day = cycle.closingDate();
    return charge(TransactionType.INTEREST, day, day, "Interest charge on purchases", amountMinor);
  }

  private StatementLine charge(
      TransactionType type, LocalDate key, LocalDate day, String description, long amountMinor) {
    return new StatementLine(
        type,
        key.toString(),
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
    return Math.min(minimumMinor, Math.max(0, opening - credits.givenBackBy(day)));
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
