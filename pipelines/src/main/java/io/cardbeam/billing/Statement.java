package io.cardbeam.billing;

import java.time.YearMonth;
import java.util.List;

/**
 * What happened on a card in a month, and what is owed before and after it. Balances are above 0
 * where the cardholder owes. A statement that does not add up can't be made.
 *
 * @param account whose it is
 * @param month calendar month of the posting dates
 * @param openingBalanceMinor balance before the month, which is the closing balance of the month
 *     before
 * @param purchases the month's purchases, in {@link StatementLine#ORDER}
 * @param credits the month's payments, refunds and chargebacks, in the same order
 * @param closingBalanceMinor balance after the month
 */
public record Statement(
    CardAccount account,
    YearMonth month,
    long openingBalanceMinor,
    List<StatementLine> purchases,
    List<StatementLine> credits,
    long closingBalanceMinor) {

  public Statement {
    purchases = List.copyOf(purchases);
    credits = List.copyOf(credits);
    check(month, purchases, true);
    check(month, credits, false);
    long expected =
        Math.subtractExact(Math.addExact(openingBalanceMinor, sum(purchases)), sum(credits));
    if (closingBalanceMinor != expected) {
      throw new IllegalArgumentException(
          "closing balance is %d where %d + %d - %d = %d"
              .formatted(
                  closingBalanceMinor,
                  openingBalanceMinor,
                  sum(purchases),
                  sum(credits),
                  expected));
    }
  }

  /** Sum of the purchases, minor units, 0 or more. */
  public long purchasesMinor() {
    return sum(purchases);
  }

  /** Sum of what was credited, minor units, 0 or more. */
  public long creditsMinor() {
    return sum(credits);
  }

  private static void check(YearMonth month, List<StatementLine> lines, boolean purchases) {
    StatementLine before = null;
    for (StatementLine line : lines) {
      if ((line.type() == TransactionType.PURCHASE) != purchases) {
        throw new IllegalArgumentException(line + " stands on the wrong side of a statement");
      }
      if (!YearMonth.from(line.postingDate()).equals(month)) {
        throw new IllegalArgumentException(line + " is not of " + month);
      }
      if (before != null && StatementLine.ORDER.compare(before, line) >= 0) {
        throw new IllegalArgumentException(line + " is out of order or there twice");
      }
      before = line;
    }
  }

  private static long sum(List<StatementLine> lines) {
    long sum = 0;
    for (StatementLine line : lines) {
      sum = Math.addExact(sum, line.amountMinor());
    }
    return sum;
  }
}
