package io.cardbeam.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardbeam.billing.AccountBook.ClosedCycle;
import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.TermsHistory;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Payments that come back, worked by hand under the terms that come with Cardbeam: 24.99 percent; 1
 * percent and $35 at least; $30 for a late payment and $41 for another. Cycles close on the 20th,
 * and payments are due on the 17th. $1,000 are bought on the first of March.
 */
class ReturnedPaymentTest {
  private final BillingCalendar calendar = new BillingCalendar(20, ZoneOffset.UTC);
  private final Map<CycleCredits.Key, String> subjects = new HashMap<>();
  private final AccountBook book = new AccountBook(calendar, subjects);
  private final List<StatementLine> posted = new ArrayList<>();
  private YearMonth month = YearMonth.of(2020, 3);

  @BeforeEach
  void buys() {
    post(TransactionType.PURCHASE, "p", "2020-03-01", 100_000);
    assertThat(close().minimumMinor()).isEqualTo(3_500);
  }

  /**
   * All is paid on the 10th of April and comes back on the 14th, so that nothing was paid by the
   * 17th. $1,000 are owed for 4 days and $1,030 for 3: 709,000 x 24.99 / 36,500 = 485.42 cents.
   */
  @Test
  void whatComesBackBeforeTheDueDateWasNotPaidByIt() {
    pay("y", "2020-04-10", 100_000);
    comesBack("y", "2020-04-14", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).containsExactly(fee("2020-04-18", "2020-04-18", 3_000));
    assertThat(april.interest().amountMinor()).isEqualTo(485);
    assertThat(april.closingMinor()).isEqualTo(100_000 + 3_000 + 485);
    assertThat(april.pastDueMinor()).isEqualTo(3_500);
    assertThat(april.minimumMinor()).isEqualTo(1_035 + 485 + 3_000 + 3_500);
  }

  /** $1,030 are owed on the 19th and the 20th: 206,000 x 24.99 / 36,500 = 141.04 cents. */
  @Test
  void whatComesBackAfterTheDueDateCostsTheFeeOnItsDay() {
    pay("y", "2020-04-10", 100_000);
    comesBack("y", "2020-04-19", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).containsExactly(fee("2020-04-18", "2020-04-19", 3_000));
    assertThat(april.interest().amountMinor()).isEqualTo(141);
    assertThat(april.closingMinor()).isEqualTo(103_141);
    assertThat(april.pastDueMinor()).isEqualTo(3_500);
  }

  /**
   * April was closed as paid. The return of the 24th costs April's fee in the cycle of May, and no
   * other; $1,030 are owed for 27 days: 2,781,000 x 24.99 / 36,500 = 1,904.03 cents, and nothing
   * for the days before. May's statement asks for what April lacked. When nothing comes in June,
   * its own fee is the higher one.
   */
  @Test
  void whatComesBackAfterTheClosingCostsTheFeeOfThatDueDateOnce() {
    pay("y", "2020-04-10", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).isEmpty();
    assertThat(april.closingMinor()).isZero();
    comesBack("y", "2020-04-24", 100_000);
    ClosedCycle may = close();
    assertThat(fees(may)).containsExactly(fee("2020-04-18", "2020-04-24", 3_000));
    assertThat(may.interest().amountMinor()).isEqualTo(1_904);
    assertThat(may.closingMinor()).isEqualTo(100_000 + 3_000 + 1_904);
    assertThat(may.pastDueMinor()).isEqualTo(3_500);
    assertThat(may.minimumMinor()).isEqualTo(1_049 + 1_904 + 3_000 + 3_500);
    assertThat(fees(close())).containsExactly(fee("2020-06-18", "2020-06-18", 4_100));
  }

  /** Of $50 come $10 back, and then $10 more: only with these less than $35 were paid. */
  @Test
  void aPartThatLeavesTheMinimumCostsNoFee() {
    pay("y", "2020-04-10", 5_000);
    comesBack("y", "2020-04-14", 1_000);
    ClosedCycle april = close();
    assertThat(fees(april)).isEmpty();
    assertThat(april.pastDueMinor()).isZero();
    assertThat(april.closingMinor() - april.interest().amountMinor()).isEqualTo(96_000);
    comesBack("y", "2020-05-02", 1_000);
    pay("next", "2020-05-10", april.minimumMinor());
    ClosedCycle may = close();
    assertThat(fees(may)).containsExactly(fee("2020-04-18", "2020-05-02", 3_000));
    assertThat(may.pastDueMinor()).isEqualTo(500);
  }

  /** More than was paid can't be taken back: the second is owed, and is no missed payment. */
  @Test
  void whatComesBackASecondTimeIsOwedAndCostsNothingMore() {
    pay("y", "2020-04-10", 100_000);
    close();
    comesBack("y", "2020-04-24", 100_000);
    comesBack("y", "2020-04-26", 100_000);
    ClosedCycle may = close();
    assertThat(fees(may)).containsExactly(fee("2020-04-18", "2020-04-24", 3_000));
    assertThat(may.closingMinor() - may.interest().amountMinor()).isEqualTo(203_000);
    assertThat(may.pastDueMinor()).isEqualTo(3_500);
  }

  /** $40 of $1,000 are left of the payment: what was due came, and the account is out of grace. */
  @Test
  void whatIsLeftOfAPaymentMeetsTheMinimumButIsNotTheBalance() {
    pay("y", "2020-04-10", 100_000);
    close();
    comesBack("y", "2020-05-20", 96_000);
    ClosedCycle may = close();
    assertThat(fees(may)).isEmpty();
    assertThat(may.pastDueMinor()).isZero();
    assertThat(may.interest().amountMinor()).isEqualTo(66);
    assertThat(may.closingMinor()).isEqualTo(96_066);
  }

  @Test
  void aReturnThatIsPostedBeforeItsPaymentTakesItBack() {
    comesBack("y", "2020-04-05", 100_000);
    pay("y", "2020-04-10", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).containsExactly(fee("2020-04-18", "2020-04-18", 3_000));
    comesBack("z", "2020-05-19", april.minimumMinor());
    pay("next", "2020-05-10", april.minimumMinor());
    assertThat(fees(close())).isEmpty();
    pay("z", "2020-06-10", 200_000);
    ClosedCycle june = close();
    assertThat(fees(june)).isEmpty();
  }

  /** What came back in a cycle before its payment is as if that had not been paid. */
  @Test
  void aPaymentThatCameBackBeforeItsCycleMeetsNothing() {
    comesBack("z", "2020-04-19", 3_500);
    pay("y", "2020-04-10", 100_000);
    final ClosedCycle april = close();
    assertThat(fees(april)).isEmpty();
    assertThat(april.minimumMinor()).isEqualTo(3_500);
    pay("z", "2020-05-10", 3_500);
    assertThat(fees(close())).containsExactly(fee("2020-05-18", "2020-05-18", 3_000));
  }

  @Test
  void whoPaysAgainInTimeHasPaid() {
    pay("y", "2020-04-05", 100_000);
    comesBack("y", "2020-04-09", 100_000);
    pay("again", "2020-04-17", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).isEmpty();
    assertThat(april.interest().amountMinor()).isZero();
    assertThat(april.closingMinor()).isZero();
  }

  /** A due date that was late costs its fee once, whatever comes back. */
  @Test
  void noDueDateCostsTwoFees() {
    pay("late", "2020-04-19", 100_000);
    ClosedCycle april = close();
    assertThat(fees(april)).containsExactly(fee("2020-04-18", "2020-04-18", 3_000));
    comesBack("late", "2020-04-24", 50_000);
    comesBack("late", "2020-04-25", 50_000);
    pay("next", "2020-05-10", april.minimumMinor());
    ClosedCycle may = close();
    assertThat(fees(may)).isEmpty();
    assertThat(may.pastDueMinor()).as("of April, since no statement asked for it").isEqualTo(3_500);
  }

  /** Two payments of two cycles come back on one day: each due date costs its own. */
  @Test
  void twoDueDatesThatTurnOutLateCostAFeeEach() {
    pay("y", "2020-04-10", 3_500);
    ClosedCycle april = close();
    pay("z", "2020-05-10", april.minimumMinor());
    close();
    comesBack("z", "2020-05-25", april.minimumMinor());
    comesBack("y", "2020-05-25", 3_500);
    pay("next", "2020-06-01", 50_000);
    assertThat(fees(close()))
        .containsExactlyInAnyOrder(
            fee("2020-05-18", "2020-05-25", 3_000), fee("2020-04-18", "2020-05-25", 3_000));
  }

  private void pay(String id, String day, long amountMinor) {
    post(TransactionType.PAYMENT, id, day, amountMinor);
  }

  private void comesBack(String payment, String day, long amountMinor) {
    String id = "b" + posted.size();
    subjects.put(new CycleCredits.Key(TransactionType.PAYMENT_RETURNED, id), payment);
    post(TransactionType.PAYMENT_RETURNED, id, day, amountMinor);
  }

  private void post(TransactionType type, String id, String day, long amountMinor) {
    LocalDate date = LocalDate.parse(day);
    posted.add(
        new StatementLine(
            type,
            id,
            date,
            date,
            date.atStartOfDay(ZoneOffset.UTC).toInstant(),
            "",
            "misc_pos",
            amountMinor));
  }

  /** Key, day and amount of each late fee. */
  private static List<Tuple> fees(ClosedCycle cycle) {
    return cycle.lines().stream()
        .filter(line -> line.type() == TransactionType.LATE_FEE)
        .map(line -> fee(line.transactionId(), line.postingDate().toString(), line.amountMinor()))
        .toList();
  }

  private static Tuple fee(String key, String day, long amountMinor) {
    return tuple(key, day, amountMinor);
  }

  private ClosedCycle close() {
    BillingCycle cycle = calendar.closingIn(month);
    List<StatementLine> lines =
        posted.stream()
            .filter(line -> cycle.holds(line.postingDate()))
            .sorted(StatementLine.ORDER)
            .toList();
    month = month.plusMonths(1);
    return book.close(cycle, lines, TermsHistory.standard().at(cycle.firstDay()).in("USD"));
  }
}
