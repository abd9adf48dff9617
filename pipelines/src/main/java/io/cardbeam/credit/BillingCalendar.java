package io.cardbeam.credit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * When an account's cycles close and their payments are due. The due date is the same day each
 * month, and at least {@value #LEAST_DAYS_TO_PAY} days after the closing date, as 12 CFR
 * 1026.7(b)(11) and 1026.5(b)(2)(ii) want; here 25 to 28 days, by the length of the month.
 *
 * @param statementDay day of the month that a cycle closes on, 1 to 28
 * @param zone whose days count
 */
public record BillingCalendar(int statementDay, ZoneId zone) {
  /** The law's least number of days between closing date and due date. */
  public static final int LEAST_DAYS_TO_PAY = 21;

  /** Last statement day; every month has as many days. */
  public static final int LAST_STATEMENT_DAY = 28;

  /** Days to pay in February, the shortest month, and in any month if they end in it. */
  private static final int USUAL_DAYS_TO_PAY = 25;

  public BillingCalendar {
    if (statementDay < 1 || statementDay > LAST_STATEMENT_DAY) {
      throw new IllegalArgumentException("statement day " + statementDay + " is not 1 to 28");
    }
  }

  /** The day that an instant lies in. */
  public LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, zone);
  }

  /** The cycle that a posting date belongs to. */
  public BillingCycle cycleOf(LocalDate postingDate) {
    YearMonth month = YearMonth.from(postingDate);
    return closingIn(postingDate.getDayOfMonth() <= statementDay ? month : month.plusMonths(1));
  }

  /** The cycle that closes in a month. */
  public BillingCycle closingIn(YearMonth month) {
    LocalDate closing = month.atDay(statementDay);
    return new BillingCycle(
        month.minusMonths(1).atDay(statementDay).plusDays(1), closing, dueDate(month));
  }

  private LocalDate dueDate(YearMonth month) {
    int day = statementDay + USUAL_DAYS_TO_PAY;
    return day <= LAST_STATEMENT_DAY
        ? month.atDay(day)
        : month.plusMonths(1).atDay(day - LAST_STATEMENT_DAY);
  }
}
