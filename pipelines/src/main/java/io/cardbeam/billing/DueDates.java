package io.cardbeam.billing;

import io.cardbeam.credit.CardTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The due dates of an account, one a cycle, and whether what was due on them came. A payment counts
 * for the due date of the cycle that it came in, if it came by it, and for no other; what comes
 * back of it did not come. So a due date that was met may turn out, in a later cycle, not to have
 * been, and costs its fee then.
 *
 * <p>A due date costs one late fee at most, and a return makes one due date late at most, so that
 * one event costs one fee (12 CFR 1026.52(b)(2)(ii)); none is more than what was due
 * (1026.52(b)(2)(i)).
 */
final class DueDates {
  /** Cycles in which another late payment costs the higher fee: 12 CFR 1026.52(b)(1)(ii). */
  private static final int CYCLES_OF_REPEATED_FEE = 6;

  private final List<DueDate> all = new ArrayList<>();

  /**
   * A late fee.
   *
   * @param dueDate that was not met
   * @param day that the fee is charged on: the one after, or the day of the return by which it
   *     turned out
   * @param amountMinor minor units, above 0
   */
  record LateFee(LocalDate dueDate, LocalDate day, long amountMinor) {}

  private static final class DueDate {
    private final LocalDate day;
    private final long requiredMinor;
    private long paidMinor;
    private boolean isLate;

    /** What came until the cycle closed, less what was required then; below 0 if it lacks. */
    private long surplusMinor;

    DueDate(LocalDate day, long requiredMinor, long paidMinor) {
      this.day = day;
      this.requiredMinor = requiredMinor;
      this.paidMinor = paidMinor;
    }

    long lacksMinor() {
      return Math.max(0, -surplusMinor);
    }
  }

  /**
   * Judges the due date of the next cycle, and those before of whose payments something came back
   * in it.
   *
   * @param due the date
   * @param requiredMinor what was to come by it, minor units
   * @param payments of the cycle
   * @param terms of the cycle
   * @return the fees, in the order in which they are charged
   */
  List<LateFee> judge(
      LocalDate due, long requiredMinor, Payments.OfCycle payments, CardTerms terms) {
    List<LateFee> fees = new ArrayList<>();
    for (Payments.CameBack one : payments.cameBack()) {
      if (one.cycle() < payments.cycle() && !one.day().isAfter(due)) {
        takeBack(one, terms, fees);
      }
    }
    all.add(new DueDate(due, requiredMinor, payments.paidBy(due, due)));
    charge(payments.cycle(), due.plusDays(1), terms, fees);
    for (Payments.CameBack one : payments.cameBack()) {
      if (one.day().isAfter(due)) {
        takeBack(one, terms, fees);
      }
    }
    return fees;
  }

  private void takeBack(Payments.CameBack one, CardTerms terms, List<LateFee> fees) {
    DueDate met = all.get(one.cycle());
    if (!one.paidOn().isAfter(met.day)) {
      met.paidMinor -= one.amountMinor();
      charge(one.cycle(), one.day(), terms, fees);
    }
  }

  private void charge(int cycle, LocalDate day, CardTerms terms, List<LateFee> fees) {
    DueDate due = all.get(cycle);
    if (due.isLate || due.paidMinor >= due.requiredMinor) {
      return;
    }
    due.isLate = true;
    long full = isRepeated(cycle) ? terms.repeatedLateFeeMinor() : terms.lateFeeMinor();
    long fee = Math.min(full, due.requiredMinor);
    if (fee > 0) {
      fees.add(new LateFee(due.day, day, fee));
    }
  }

  /** Whether a fee was due already for one of the cycles shortly before. */
  private boolean isRepeated(int cycle) {
    return all.subList(Math.max(0, cycle - CYCLES_OF_REPEATED_FEE), cycle).stream()
        .anyMatch(due -> due.isLate);
  }

  /**
   * What is past due when the cycle that was judged last closes: what of its payment did not come,
   * and what turned out in it not to have come before, so that no statement asked for it since.
   *
   * @param closing last day of the cycle
   * @param requiredMinor what was to come by then, minor units
   * @param payments of the cycle
   */
  long pastDueMinor(LocalDate closing, long requiredMinor, Payments.OfCycle payments) {
    long carried = 0;
    for (int cycle = 0; cycle < payments.cycle(); cycle++) {
      DueDate due = all.get(cycle);
      long before = due.lacksMinor();
      due.surplusMinor -= Math.addExact(carried, cameBack(payments, cycle));
      carried = due.lacksMinor() - before;
    }
    DueDate last = all.get(payments.cycle());
    last.surplusMinor =
        Math.subtractExact(
            payments.paidBy(closing, closing), Math.addExact(requiredMinor, carried));
    return last.lacksMinor();
  }

  private static long cameBack(Payments.OfCycle payments, int cycle) {
    long sum = 0;
    for (Payments.CameBack one : payments.cameBack()) {
      sum = one.cycle() == cycle ? Math.addExact(sum, one.amountMinor()) : sum;
    }
    return sum;
  }
}
