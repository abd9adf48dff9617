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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Cycles that were worked by hand, under the terms that come with Cardbeam: 24.99 percent; 1
 * percent and $35 at least; $30 for a late payment and $41 for another. They close on the 20th, and
 * payments are due on the 17th.
 */
class AccountBookTest {
  private static final YearMonth FIRST = YearMonth.of(2020, 3);

  private final BillingCalendar calendar = new BillingCalendar(20, ZoneOffset.UTC);
  private final Map<CycleCredits.Key, String> subjects = new HashMap<>();
  private final AccountBook book = new AccountBook(calendar, subjects);
  private final List<StatementLine> posted = new ArrayList<>();
  private YearMonth month = FIRST;

  /** $1,000 bought on the first of March is owed on the 20th, and has cost nothing so far. */
  @Test
  void aPurchaseBearsNoInterestBeforeItIsDue() {
    buy(2020, 3, 1, 100_000);
    ClosedCycle march = close();
    assertThat(march.closingMinor()).isEqualTo(100_000);
    assertThat(march.interest().amountMinor()).isZero();
    assertThat(march.minimumMinor()).isEqualTo(3_500);
  }

  /**
   * $400 of it come on the 10th of April, in time but not in full. They bear no interest; the $600
   * that are left do from the cycle's first day on: 60,000 x 31 days x 24.99 / 36,500 = 1,273.46
   * cents, where by the daily balances as they were it had been 1,821.
   */
  @Test
  void whatIsPaidWithinTheGracePeriodBearsNoInterest() {
    buy(2020, 3, 1, 100_000);
    close();
    pay(2020, 4, 10, 40_000);
    ClosedCycle april = close();
    assertThat(april.interest().balanceMinor()).isEqualTo(60_000);
    assertThat(april.interest().amountMinor()).isEqualTo(1_273);
    assertThat(april.closingMinor()).isEqualTo(61_273);
    assertThat(april.minimumMinor()).isEqualTo(3_500);
    assertThat(april.yearToDate()).isEqualTo(new YearToDate(0, 1_273));
  }

  /**
   * The case of the manual of CU*BASE, a core system of credit unions (help.cubase.org, "Grace
   * period"), with its cycles moved to ours: $100 are paid in time, $200 bought meanwhile bear
   * nothing; of these $100 come in time, and the other $100 bear interest from the first day of the
   * cycle to its last.
   */
  @Test
  void theCaseThatACoreSystemsManualPublishes() {
    buy(2020, 3, 18, 10_000);
    close();
    buy(2020, 3, 22, 20_000);
    pay(2020, 4, 17, 10_000);
    assertThat(close().interest().amountMinor()).isZero();
    pay(2020, 5, 17, 10_000);
    ClosedCycle third = close();
    assertThat(third.interest().balanceMinor()).isEqualTo(10_000);
    assertThat(third.interest().amountMinor()).isEqualTo(Math.round(10_000 * 30 * 0.2499 / 365));
  }

  /**
   * All of it comes on the 15th of May: 24 days of 61,273 cents cost 1,006.82 cents more, and the
   * cycle after has its grace period again.
   */
  @Test
  void graceComesBackWithAFullPaymentAfterTheInterestUpToIt() {
    buy(2020, 3, 1, 100_000);
    close();
    pay(2020, 4, 10, 40_000);
    close();
    pay(2020, 5, 15, 61_273);
    ClosedCycle may = close();
    assertThat(may.interest().amountMinor()).isEqualTo(1_007);
    assertThat(may.closingMinor()).isEqualTo(1_007);
    assertThat(may.minimumMinor()).isEqualTo(1_007);
    pay(2020, 6, 17, 1_007);
    buy(2020, 6, 1, 5_000);
    ClosedCycle june = close();
    assertThat(june.interest().amountMinor()).isZero();
    assertThat(june.closingMinor()).isEqualTo(5_000);
  }

  /**
   * $50 are owed and nothing comes by the 17th of July: $30 on the 18th, and 5,000 x 27 days +
   * 8,000 x 3 days cost 108.86 cents. Then $35 and what was due before must be paid, and as nothing
   * comes again, $41 are added.
   */
  @Test
  void aPaymentThatDoesNotComeCostsAFeeAndAnotherOneMore() {
    month = YearMonth.of(2020, 6);
    buy(2020, 6, 1, 5_000);
    close();
    ClosedCycle july = close();
    assertThat(july.lines())
        .extracting(StatementLine::type, StatementLine::postingDate, StatementLine::amountMinor)
        .containsExactly(
            tuple(TransactionType.LATE_FEE, LocalDate.of(2020, 7, 18), 3_000L),
            tuple(TransactionType.INTEREST, LocalDate.of(2020, 7, 20), 109L));
    assertThat(july.closingMinor()).isEqualTo(8_109);
    assertThat(july.minimumMinor()).isEqualTo(7_000);
    assertThat(july.pastDueMinor()).isEqualTo(3_500);
    assertThat(close().yearToDate().feesMinor()).isEqualTo(7_100);
  }

  @Test
  void aFeeIsNeverMoreThanThePaymentThatWasDue() {
    buy(2020, 3, 1, 1_200);
    assertThat(close().minimumMinor()).isEqualTo(1_200);
    assertThat(close().lines().get(0).amountMinor()).isEqualTo(1_200);
  }

  /** Of 100 dollars owed 35 are to be paid; 80 come back from the merchant, so 20 are. */
  @Test
  void whatAMerchantGivesBackIsNoPaymentButLeavesLessToBePaid() {
    buy(2020, 3, 1, 10_000);
    assertThat(close().minimumMinor()).isEqualTo(3_500);
    giveBack("PURCHASE-0", 2020, 4, 2, 8_000);
    ClosedCycle april = close();
    assertThat(april.lines().get(1).type()).isEqualTo(TransactionType.LATE_FEE);
    assertThat(april.lines().get(1).amountMinor()).isEqualTo(2_000);
    assertThat(april.pastDueMinor()).isEqualTo(2_000);
  }

  @Test
  void nothingIsLateWhereAllWasGivenBack() {
    buy(2020, 3, 1, 10_000);
    close();
    giveBack("PURCHASE-0", 2020, 4, 2, 10_000);
    ClosedCycle april = close();
    assertThat(april.lines())
        .extracting(StatementLine::type)
        .containsExactly(TransactionType.REFUND);
    assertThat(april.minimumMinor()).isZero();
  }

  /**
   * $1,000 are owed; $2,000 are bought on the 22nd and returned on the 25th, and nothing is paid:
   * $30 on the 18th of April, and $1,000 for 31 days with $30 for 3 cost 2,128.61 cents. The $2,000
   * cost nothing, as they are back by the due date.
   */
  @Test
  void aReturnRepaysItsOwnPurchaseAndNothingOlder() {
    buy(2020, 3, 1, 100_000);
    close();
    buy(2020, 3, 22, 200_000);
    giveBack("PURCHASE-1", 2020, 3, 25, 200_000);
    ClosedCycle april = close();
    assertThat(april.lines())
        .extracting(StatementLine::type, StatementLine::amountMinor)
        .contains(tuple(TransactionType.LATE_FEE, 3_000L), tuple(TransactionType.INTEREST, 2_129L));
    assertThat(april.pastDueMinor()).isEqualTo(3_500);
    assertThat(april.closingMinor()).isEqualTo(105_129);
  }

  /** It goes on for a year: the higher fee each month, and interest on what is owed. */
  @Test
  void whoBuysAndReturnsEachMonthNeverPaysByIt() {
    buy(2020, 3, 1, 100_000);
    close();
    long pastDue = 0;
    for (int i = 0; i < 12; i++) {
      LocalDate first = month.minusMonths(1).atDay(21);
      buy(first.getYear(), first.getMonthValue(), 21, 200_000);
      giveBack(
          "PURCHASE-" + (posted.size() - 1), first.getYear(), first.getMonthValue(), 24, 200_000);
      ClosedCycle closed = close();
      assertThat(closed.lines())
          .extracting(StatementLine::type)
          .contains(TransactionType.LATE_FEE, TransactionType.INTEREST);
      assertThat(closed.pastDueMinor()).isGreaterThan(pastDue);
      pastDue = closed.pastDueMinor();
    }
  }

  /** What is owed is paid in full besides, so that the cycle has its grace period. */
  @Test
  void aReturnTakesNoGracePeriodAway() {
    buy(2020, 3, 1, 100_000);
    close();
    buy(2020, 3, 22, 200_000);
    giveBack("PURCHASE-1", 2020, 3, 25, 200_000);
    pay(2020, 4, 17, 100_000);
    ClosedCycle april = close();
    assertThat(april.lines()).hasSize(3);
    assertThat(april.closingMinor()).isZero();
  }

  /** $65 are given back of $60 that were bought: $5 of what was owed before are repaid. */
  @Test
  void whatIsGivenBackBeyondThePurchaseRepaysTheBalance() {
    buy(2020, 3, 1, 3_600);
    assertThat(close().minimumMinor()).isEqualTo(3_500);
    buy(2020, 3, 22, 6_000);
    giveBack("PURCHASE-1", 2020, 3, 25, 6_500);
    ClosedCycle april = close();
    assertThat(april.lines().get(2).type()).isEqualTo(TransactionType.LATE_FEE);
    assertThat(april.lines().get(2).amountMinor()).isEqualTo(3_000);
    assertThat(april.pastDueMinor()).isEqualTo(3_100);
  }

  /** The purchase of the refund is posted in the cycle after it, as a merchant may be slow. */
  @Test
  void aReturnThatIsPostedBeforeItsPurchaseRepaysNothingOlderEither() {
    buy(2020, 3, 1, 100_000);
    close();
    giveBack("PURCHASE-2", 2020, 4, 10, 98_000);
    ClosedCycle april = close();
    assertThat(april.lines().get(1).amountMinor()).isEqualTo(3_000);
    assertThat(april.pastDueMinor()).isEqualTo(3_500);
    buy(2020, 4, 22, 98_000);
    assertThat(close().openingMinor()).isEqualTo(april.closingMinor());
  }

  /**
   * $100 are disputed in the cycle after, and the dispute is rejected on the first of April, so
   * that nothing was paid by the 17th: $30 on the 18th, and 10,000 x 17 days + 13,000 x 3 days cost
   * 143.09 cents. The days before the first of April cost nothing.
   */
  @Test
  void aDisputeThatIsRejectedAtOncePaysNothing() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.CHARGEBACK, 2020, 3, 22, 10_000);
    post(TransactionType.CHARGEBACK_REJECTED, 2020, 4, 1, 10_000);
    subjects.put(
        new CycleCredits.Key(TransactionType.CHARGEBACK_REJECTED, "CHARGEBACK_REJECTED-2"),
        "CHARGEBACK-1");
    ClosedCycle april = close();
    assertThat(april.interest().amountMinor()).isEqualTo(143);
    assertThat(april.closingMinor()).isEqualTo(13_143);
    assertThat(april.pastDueMinor()).isEqualTo(3_500);
  }

  /**
   * $10 of the $100 are disputed and $50 of these are rejected: $10 are taken back, and the other
   * $40 are owed as a purchase of that day is, so that the $100 that are paid in time pay all.
   */
  @Test
  void aRejectionAboveItsChargebackUndoesNoOtherCredit() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.CHARGEBACK, 2020, 3, 22, 1_000);
    pay(2020, 4, 10, 10_000);
    decide(TransactionType.CHARGEBACK_REJECTED, "CHARGEBACK-1", 2020, 4, 12, 5_000);
    ClosedCycle april = close();
    assertThat(april.lines()).hasSize(3);
    assertThat(april.interest().amountMinor()).isZero();
    assertThat(april.closingMinor()).isEqualTo(4_000);
  }

  /** The dispute was decided for the cardholder, so that the second decision decides nothing. */
  @Test
  void aRejectionOfWhatWasDecidedTakesNoCreditBack() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.CHARGEBACK, 2020, 3, 22, 1_000);
    decide(TransactionType.CHARGEBACK_UPHELD, "CHARGEBACK-1", 2020, 4, 1, 1_000);
    decide(TransactionType.CHARGEBACK_REJECTED, "CHARGEBACK-1", 2020, 4, 12, 1_000);
    pay(2020, 4, 17, 9_000);
    ClosedCycle april = close();
    assertThat(april.interest().amountMinor()).isZero();
    assertThat(april.closingMinor()).isEqualTo(1_000);
  }

  /**
   * As a rejection does of a chargeback of long ago: it is owed, and takes no grace period away.
   */
  @Test
  void aRejectionWithoutItsChargebackIsANewDebt() {
    buy(2020, 3, 18, 10_000);
    close();
    decide(TransactionType.CHARGEBACK_REJECTED, "CHARGEBACK-of-no-one", 2020, 4, 12, 5_000);
    pay(2020, 4, 17, 10_000);
    ClosedCycle april = close();
    assertThat(april.lines()).hasSize(2);
    assertThat(april.closingMinor()).isEqualTo(5_000);
  }

  /** $80 of $100 are given back, though not of a purchase that is booked: $20 are left to pay. */
  @Test
  void aRefundOfNoBookedPurchaseRepaysTheBalanceAndIsNoPayment() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.REFUND, 2020, 3, 25, 8_000);
    ClosedCycle april = close();
    assertThat(april.lines().get(1).type()).isEqualTo(TransactionType.LATE_FEE);
    assertThat(april.lines().get(1).amountMinor()).isEqualTo(2_000);
  }

  /** The bank owes: nothing is due, and no day bears interest. */
  @Test
  void creditsAboveTheBalanceLeaveNothingDue() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.CHARGEBACK, 2020, 3, 25, 90_000);
    ClosedCycle april = close();
    assertThat(april.lines()).hasSize(1);
    assertThat(april.closingMinor()).isEqualTo(-80_000);
    assertThat(april.minimumMinor()).isZero();
    assertThat(april.pastDueMinor()).isZero();
  }

  /**
   * What was credited in one cycle and is taken back in the next is owed like a purchase of then.
   */
  @Test
  void aCreditThatIsTakenBackLaterIsANewDebt() {
    buy(2020, 3, 18, 10_000);
    close();
    post(TransactionType.CHARGEBACK, 2020, 3, 22, 10_000);
    assertThat(close().closingMinor()).isZero();
    post(TransactionType.CHARGEBACK_REJECTED, 2020, 5, 1, 10_000);
    ClosedCycle may = close();
    assertThat(may.closingMinor()).isEqualTo(10_000);
    assertThat(may.lines()).hasSize(1);
    assertThat(close().lines())
        .extracting(StatementLine::type)
        .containsExactly(TransactionType.LATE_FEE, TransactionType.INTEREST);
  }

  /**
   * The higher fee is for another late payment in the six cycles after one, and not the seventh.
   */
  @Test
  void theHigherFeeEndsAfterSixCycles() {
    assertThat(lateAgainAfter(5)).isEqualTo(3_500);
    assertThat(lateAgainAfter(6)).isEqualTo(3_000);
  }

  /** Cycles without a debt between two late payments of $35. */
  private long lateAgainAfter(int cycles) {
    AccountBookTest other = new AccountBookTest();
    other.buy(2020, 3, 1, 3_500);
    other.close();
    ClosedCycle late = other.close();
    LocalDate first = late.cycle().closingDate().plusDays(1);
    other.post(
        TransactionType.PAYMENT,
        first.getYear(),
        first.getMonthValue(),
        first.getDayOfMonth(),
        late.closingMinor());
    ClosedCycle between = other.close();
    for (int i = 1; i < cycles; i++) {
      LocalDate next = between.cycle().closingDate().plusDays(1);
      if (between.closingMinor() > 0) {
        other.pay(
            next.getYear(), next.getMonthValue(), next.getDayOfMonth(), between.closingMinor());
      }
      if (i == cycles - 1) {
        other.buy(next.getYear(), next.getMonthValue(), next.getDayOfMonth(), 3_500);
      }
      between = other.close();
    }
    return other.close().lines().get(0).amountMinor();
  }

  /** A clock that goes through a year: who pays in full never pays a cent more. */
  @Test
  void whoPaysInFullEachMonthOfAYearPaysNoInterestAndNoFee() {
    long owed = 0;
    LocalDate due = LocalDate.MIN;
    for (int i = 0; i < 12; i++) {
      if (owed > 0) {
        pay(due.getYear(), due.getMonthValue(), due.getDayOfMonth(), owed);
      }
      for (int day = 21; day <= 25; day++) {
        LocalDate bought = month.minusMonths(1).atDay(day);
        buy(bought.getYear(), bought.getMonthValue(), day, 1_000L * (i + 1) + day);
      }
      ClosedCycle closed = close();
      assertThat(closed.openingMinor()).isEqualTo(owed);
      assertThat(closed.lines())
          .extracting(StatementLine::type)
          .doesNotContain(TransactionType.INTEREST, TransactionType.LATE_FEE);
      owed = closed.closingMinor();
      due = closed.cycle().dueDate();
      assertThat(due.getDayOfMonth()).isEqualTo(17);
      assertThat(ChronoUnit.DAYS.between(closed.cycle().closingDate(), due))
          .isGreaterThanOrEqualTo(BillingCalendar.LEAST_DAYS_TO_PAY);
    }
    assertThat(month).isEqualTo(FIRST.plusYears(1));
  }

  private void buy(int year, int month, int day, long amountMinor) {
    post(TransactionType.PURCHASE, year, month, day, amountMinor);
  }

  /** Posts a refund of a purchase. */
  private void giveBack(String purchase, int year, int month, int day, long amountMinor) {
    subjects.put(new CycleCredits.Key(TransactionType.REFUND, "REFUND-" + posted.size()), purchase);
    post(TransactionType.REFUND, year, month, day, amountMinor);
  }

  /** Posts a resolution of a chargeback. */
  private void decide(
      TransactionType type, String chargeback, int year, int month, int day, long amountMinor) {
    subjects.put(new CycleCredits.Key(type, type + "-" + posted.size()), chargeback);
    post(type, year, month, day, amountMinor);
  }

  private void pay(int year, int month, int day, long amountMinor) {
    post(TransactionType.PAYMENT, year, month, day, amountMinor);
  }

  private void post(TransactionType type, int year, int month, int day, long amountMinor) {
    LocalDate date = LocalDate.of(year, month, day);
    posted.add(
        new StatementLine(
            type,
            type + "-" + posted.size(),
            date,
            date,
            date.atStartOfDay(ZoneOffset.UTC).toInstant(),
            "",
            "misc_pos",
            amountMinor));
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
