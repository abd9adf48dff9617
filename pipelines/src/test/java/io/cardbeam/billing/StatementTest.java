package io.cardbeam.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.Issuer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final CardAccount ACCOUNT = new CardAccount("token", "USD", "1234", "Ann Lee");

  /** From the 21st of February on. */
  private static final BillingCycle MARCH =
      new BillingCalendar(20, ZoneOffset.UTC).closingIn(YearMonth.of(2020, 3));

  private static final StatementLine BREAD = line(TransactionType.PURCHASE, "p-1", 2, 1_250);
  private static final StatementLine SHOES = line(TransactionType.PURCHASE, "p-2", 9, 8_000);
  private static final StatementLine PAID = line(TransactionType.PAYMENT, "y-1", 20, 5_000);
  private static final StatementLine INTEREST = line(TransactionType.INTEREST, "i", 20, 77);

  @Test
  void addsWhatIsOwedToTheOpeningBalanceAndTakesCreditsFromIt() {
    Statement statement = statement(-300, List.of(PAID, SHOES, BREAD, INTEREST), 77, 4_027);
    assertThat(statement.totalMinor(StatementSection.PURCHASES)).isEqualTo(9_250);
    assertThat(statement.totalMinor(StatementSection.CREDITS)).isEqualTo(5_000);
    assertThat(statement.totalMinor(StatementSection.INTEREST)).isEqualTo(77);
    assertThat(statement.lines()).containsExactly(BREAD, SHOES, PAID, INTEREST);
    assertThat(statement.month()).isEqualTo(YearMonth.of(2020, 3));
  }

  @Test
  void refusesWhatDoesNotAddUp() {
    assertThatThrownBy(() -> statement(0, List.of(BREAD), 0, 1_249))
        .hasMessage("closing balance is 1249 where 0 and the lines make 1250");
    assertThatThrownBy(() -> statement(0, List.of(INTEREST), 78, 77))
        .hasMessage("interest is 78, but its lines make 77");
    assertThatThrownBy(() -> statement(Long.MAX_VALUE, List.of(BREAD), 0, 0))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void refusesALineTwiceOrOfAnotherCycle() {
    assertThatThrownBy(() -> statement(0, List.of(BREAD, BREAD), 0, 2_500))
        .hasMessageContaining("there twice");
    StatementLine later = line(TransactionType.PURCHASE, "p-3", 21, 100);
    assertThatThrownBy(() -> statement(0, List.of(later), 0, 100))
        .hasMessageContaining("not of BillingCycle");
  }

  @Test
  void refusesALineThatIsNotAboveZeroOrPostedBeforeItHappened() {
    assertThatThrownBy(() -> line(TransactionType.REFUND, "r-1", 1, 0))
        .hasMessageContaining("not above 0");
    assertThatThrownBy(
            () -> line(TransactionType.REFUND, "r-1", LocalDate.of(2020, 3, 2), 1, 1_000))
        .hasMessageContaining("before it happened");
  }

  @Test
  void tellsWhatCameTooLateForItsOwnCycle() {
    StatementLine late = line(TransactionType.PURCHASE, "p-0", LocalDate.of(2020, 2, 20), 1, 500);
    StatementLine inTime = line(TransactionType.PURCHASE, "p-1", LocalDate.of(2020, 2, 21), 1, 500);
    Statement statement = statement(0, List.of(late, inTime), 0, 1_000);
    assertThat(statement.lines().stream().filter(statement::isLate)).containsExactly(late);
  }

  private static Statement statement(
      long opening, List<StatementLine> lines, long interest, long closing) {
    return new Statement(
        ACCOUNT,
        new Issuer("First Bank", "P.O. Box 1"),
        MARCH,
        "one",
        opening,
        lines,
        closing,
        new InterestCharge(BigDecimal.TEN, 0, interest),
        YearToDate.NOTHING,
        new PaymentDue(0, 0, 0, Optional.empty(), 0),
        List.of(),
        StoppedRequests.NONE,
        Issue.FIRST);
  }

  private static StatementLine line(TransactionType type, String id, int day, long amountMinor) {
    return line(type, id, LocalDate.of(2020, 3, day), day, amountMinor);
  }

  private static StatementLine line(
      TransactionType type, String id, LocalDate happened, int day, long amountMinor) {
    return new StatementLine(
        type,
        id,
        happened,
        LocalDate.of(2020, 3, day),
        Instant.parse(happened + "T10:00:00Z"),
        "Shop",
        "misc_pos",
        amountMinor);
  }
}
