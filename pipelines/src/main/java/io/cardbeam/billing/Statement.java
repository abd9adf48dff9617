package io.cardbeam.billing;

import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.Issuer;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;

/**
 * What happened on an account in a billing cycle, what is owed before and after it, and what must
 * be paid. Balances are above 0 where the cardholder owes. A statement that does not add up can't
 * be made.
 *
 * @param account whose it is
 * @param issuer who issues the card
 * @param cycle whose postings are on it
 * @param termsVersion name of the terms that hold for it
 * @param openingBalanceMinor balance before the cycle, which is the closing balance of the one
 *     before
 * @param lines section by section, each in {@link StatementLine#ORDER}
 * @param closingBalanceMinor balance after the cycle
 * @param interest how the cycle's interest was found
 * @param yearToDate charges of the year
 * @param due what must be paid
 * @param spending purchases by category, largest first
 * @param stopped requests that were declined or referred
 * @param issue which one of the cycle it is
 */
public record Statement(
    CardAccount account,
    Issuer issuer,
    BillingCycle cycle,
    String termsVersion,
    long openingBalanceMinor,
    List<StatementLine> lines,
    long closingBalanceMinor,
    InterestCharge interest,
    YearToDate yearToDate,
    PaymentDue due,
    List<CategorySpending> spending,
    StoppedRequests stopped,
    Issue issue) {

  private static final Comparator<StatementLine> ORDER =
      Comparator.comparing((StatementLine line) -> line.type().section())
          .thenComparing(StatementLine.ORDER);

  public Statement {
    lines = lines.stream().sorted(ORDER).toList();
    spending = List.copyOf(spending);
    check(cycle, lines);
    long sum = openingBalanceMinor;
    for (StatementLine line : lines) {
      sum = Math.addExact(sum, line.signedMinor());
    }
    if (closingBalanceMinor != sum) {
      throw new IllegalArgumentException(
          "closing balance is %d where %d and the lines make %d"
              .formatted(closingBalanceMinor, openingBalanceMinor, sum));
    }
    long charged = sum(lines, StatementSection.INTEREST);
    if (interest.amountMinor() != charged) {
      throw new IllegalArgumentException(
          "interest is %d, but its lines make %d".formatted(interest.amountMinor(), charged));
    }
  }

  /** The same as another issue. */
  public Statement as(Issue other) {
    return new Statement(
        account,
        issuer,
        cycle,
        termsVersion,
        openingBalanceMinor,
        lines,
        closingBalanceMinor,
        interest,
        yearToDate,
        due,
        spending,
        stopped,
        other);
  }

  /** Whether nothing is owed from before and nothing was booked: then there is nothing to send. */
  public boolean isEmpty() {
    return openingBalanceMinor == 0 && lines.isEmpty();
  }

  /** The month that the cycle closes in, by which a statement is asked for. */
  public YearMonth month() {
    return YearMonth.from(cycle.closingDate());
  }

  /** The lines of a section, in order. */
  public List<StatementLine> lines(StatementSection section) {
    return lines.stream().filter(line -> line.type().section() == section).toList();
  }

  /** Sum of a section, minor units, 0 or more: what was bought, credited, owed again or charged. */
  public long totalMinor(StatementSection section) {
    return sum(lines, section);
  }

  /** Whether a line is of a transaction from before the cycle, which came too late for its own. */
  public boolean isLate(StatementLine line) {
    return line.transactionDate().isBefore(cycle.firstDay());
  }

  private static void check(BillingCycle cycle, List<StatementLine> lines) {
    StatementLine before = null;
    for (StatementLine line : lines) {
      if (!cycle.holds(line.postingDate())) {
        throw new IllegalArgumentException(line + " is not of " + cycle);
      }
      if (before != null && ORDER.compare(before, line) == 0) {
        throw new IllegalArgumentException(line + " is there twice");
      }
      before = line;
    }
  }

  private static long sum(List<StatementLine> lines, StatementSection section) {
    long sum = 0;
    for (StatementLine line : lines) {
      if (line.type().section() == section) {
        sum = Math.addExact(sum, Math.abs(line.signedMinor()));
      }
    }
    return sum;
  }
}
