package io.cardbeam.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payments of an account and what came back of them, posted cycle by cycle. What came back is
 * as if it had not been paid, up to the payment: what a return takes beyond it, or without it, is
 * owed as a purchase of its day is, and undoes no payment.
 */
final class Payments {
  private final Map<CycleCredits.Key, String> subjects;
  private final Map<String, Payment> payments = new HashMap<>();
  private final Map<String, Long> cameBackBefore = new HashMap<>();
  private int cycles;

  /**
   * Without payments.
   *
   * @param subjects among others the id of the booked payment that a return is of
   */
  Payments(Map<CycleCredits.Key, String> subjects) {
    this.subjects = subjects;
  }

  /** A payment, and what is left of it. */
  private static final class Payment {
    private final int cycle;
    private final LocalDate day;
    private final long paidMinor;
    private long leftMinor;

    /**
     * A payment.
     *
     * @param paidMinor less what came back in cycles before it
     */
    Payment(int cycle, LocalDate day, long paidMinor) {
      this.cycle = cycle;
      this.day = day;
      this.paidMinor = paidMinor;
      this.leftMinor = paidMinor;
    }
  }

  /**
   * What came back of a payment.
   *
   * @param day that the return is posted on
   * @param cycle of the payment, counted from 0
   * @param paidOn day that the payment was posted on
   * @param amountMinor minor units, above 0
   */
  record CameBack(LocalDate day, int cycle, LocalDate paidOn, long amountMinor) {}

  /**
   * Posts the next cycle's.
   *
   * @param posted its lines, in {@link StatementLine#ORDER}
   */
  OfCycle post(List<StatementLine> posted) {
    int cycle = cycles++;
    List<Payment> paid = new ArrayList<>();
    for (StatementLine line : posted) {
      if (line.type() == TransactionType.PAYMENT) {
        Long before = cameBackBefore.remove(line.transactionId());
        long amount = line.amountMinor() - (before == null ? 0 : before);
        Payment payment = new Payment(cycle, line.postingDate(), Math.max(0, amount));
        payments.put(line.transactionId(), payment);
        paid.add(payment);
      }
    }
    List<CameBack> cameBack = new ArrayList<>();
    for (StatementLine line : posted) {
      String id = subjects.get(CycleCredits.Key.of(line));
      if (line.type() == TransactionType.PAYMENT_RETURNED && id != null) {
        takeBack(line, id, payments.get(id), cameBack);
      }
    }
    return new OfCycle(cycle, paid, cameBack);
  }

  private void takeBack(
      StatementLine line, String id, @Nullable Payment payment, List<CameBack> cameBack) {
    if (payment == null) {
      cameBackBefore.merge(id, line.amountMinor(), Math::addExact);
      return;
    }
    long amount = Math.min(payment.leftMinor, line.amountMinor());
    if (amount > 0) {
      payment.leftMinor -= amount;
      cameBack.add(new CameBack(line.postingDate(), payment.cycle, payment.day, amount));
    }
  }

  /** The payments of a cycle, and all that came back in it. */
  static final class OfCycle {
    private final int cycle;
    private final List<Payment> paid;
    private final List<CameBack> cameBack;

    private OfCycle(int cycle, List<Payment> paid, List<CameBack> cameBack) {
      this.cycle = cycle;
      this.paid = paid;
      this.cameBack = cameBack;
    }

    /** Which cycle of the account it is, counted from 0. */
    int cycle() {
      return cycle;
    }

    /** What came back in it, of its own payments and of earlier ones, in order. */
    List<CameBack> cameBack() {
      return List.copyOf(cameBack);
    }

    /**
     * Its payments that came by a day, minor units.
     *
     * @param known day until which what came back of them is known; it counts as not paid
     */
    long paidBy(LocalDate day, LocalDate known) {
      long sum = 0;
      for (Payment payment : paid) {
        sum = payment.day.isAfter(day) ? sum : Math.addExact(sum, payment.paidMinor);
      }
      for (CameBack one : cameBack) {
        boolean counts =
            one.cycle() == cycle && !one.paidOn().isAfter(day) && !one.day().isAfter(known);
        sum = counts ? sum - one.amountMinor() : sum;
      }
      return sum;
    }

    /** What came back in it of payments of earlier cycles, minor units. */
    long cameBackOfEarlierMinor() {
      long sum = 0;
      for (CameBack one : cameBack) {
        sum = one.cycle() < cycle ? Math.addExact(sum, one.amountMinor()) : sum;
      }
      return sum;
    }

    /**
     * What came back in it of payments that came by the due date of the cycle before, minor units.
     */
    long cameBackOfPaidByMinor(LocalDate dueBefore) {
      long sum = 0;
      for (CameBack one : cameBack) {
        boolean counts = one.cycle() < cycle && !one.paidOn().isAfter(dueBefore);
        sum = counts ? Math.addExact(sum, one.amountMinor()) : sum;
      }
      return sum;
    }
  }
}
