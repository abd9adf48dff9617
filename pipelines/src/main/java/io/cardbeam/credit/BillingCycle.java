package io.cardbeam.credit;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * One billing cycle of an account: the days whose postings are on one statement.
 *
 * @param firstDay the day after the statement day before
 * @param closingDate the statement day, which is the cycle's last
 * @param dueDate day by which the payment must have come
 */
public record BillingCycle(LocalDate firstDay, LocalDate closingDate, LocalDate dueDate) {

  public BillingCycle {
    if (closingDate.isBefore(firstDay) || !dueDate.isAfter(closingDate)) {
      throw new IllegalArgumentException(
          "no cycle is from " + firstDay + " to " + closingDate + ", due on " + dueDate);
    }
  }

  /** How many days it has, 28 to 31. */
  public int days() {
    return (int) ChronoUnit.DAYS.between(firstDay, closingDate) + 1;
  }

  /** Whether what is posted on a day belongs to it. */
  public boolean holds(LocalDate postingDate) {
    return !postingDate.isBefore(firstDay) && !postingDate.isAfter(closingDate);
  }
}
