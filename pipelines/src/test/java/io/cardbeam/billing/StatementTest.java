package io.cardbeam.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final CardAccount ACCOUNT = new CardAccount("token", "USD", "1234", "Ann Lee");
  private static final YearMonth MARCH = YearMonth.of(2020, 3);
  private static final StatementLine BREAD = line(TransactionType.PURCHASE, "p-1", 2, 1_250);
  private static final StatementLine SHOES = line(TransactionType.PURCHASE, "p-2", 9, 8_000);
  private static final StatementLine PAID = line(TransactionType.PAYMENT, "y-1", 20, 5_000);

  @Test
  void addsPurchasesToTheOpeningBalanceAndTakesCreditsFromIt() {
    Statement statement = statement(-300, List.of(BREAD, SHOES), List.of(PAID), 3_950);
    assertThat(statement.purchasesMinor()).isEqualTo(9_250);
    assertThat(statement.creditsMinor()).isEqualTo(5_000);
  }

  @Test
  void refusesAClosingBalanceThatDoesNotAddUp() {
    assertThatThrownBy(() -> statement(0, List.of(BREAD), List.of(), 1_249))
        .hasMessage("closing balance is 1249 where 0 + 1250 - 0 = 1250");
  }

  @Test
  void refusesALineOnTheWrongSide() {
    assertThatThrownBy(() -> statement(0, List.of(PAID), List.of(), 5_000))
        .hasMessageContaining("wrong side");
    assertThatThrownBy(() -> statement(0, List.of(), List.of(BREAD), -1_250))
        .hasMessageContaining("wrong side");
  }

  @Test
  void refusesALineTwiceOrOutOfOrder() {
    assertThatThrownBy(() -> statement(0, List.of(BREAD, BREAD), List.of(), 2_500))
        .hasMessageContaining("there twice");
    assertThatThrownBy(() -> statement(0, List.of(SHOES, BREAD), List.of(), 9_250))
        .hasMessageContaining("out of order");
  }

  @Test
  void refusesALineOfAnotherMonth() {
    assertThatThrownBy(
            () ->
                new Statement(ACCOUNT, YearMonth.of(2020, 4), 0, List.of(BREAD), List.of(), 1_250))
        .hasMessageContaining("not of 2020-04");
  }

  @Test
  void refusesALineThatIsNotAboveZeroAndSumsThatDoNotFit() {
    assertThatThrownBy(() -> line(TransactionType.REFUND, "r-1", 1, 0))
        .hasMessageContaining("not above 0");
    assertThatThrownBy(() -> statement(Long.MAX_VALUE, List.of(BREAD), List.of(), 0))
        .isInstanceOf(ArithmeticException.class);
  }

  private static Statement statement(
      long opening, List<StatementLine> purchases, List<StatementLine> credits, long closing) {
    return new Statement(ACCOUNT, MARCH, opening, purchases, credits, closing);
  }

  private static StatementLine line(TransactionType type, String id, int day, long amountMinor) {
    LocalDate date = MARCH.atDay(day);
    return new StatementLine(
        type, id, date, Instant.parse(date + "T10:00:00Z"), "Shop", "misc_pos", amountMinor);
  }
}
