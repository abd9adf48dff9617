package io.cardbeam.billing;

import io.cardbeam.table.LedgerEntryRow;
import io.cardbeam.table.StatementLineRow;
import io.cardbeam.table.StatementRow;
import java.util.ArrayList;
import java.util.List;

/** A statement as rows of the tables statement, statement_line and ledger_entry. */
public final class StatementRows {
  private StatementRows() {}

  /** The row of the statement itself. */
  public static StatementRow head(Statement statement) {
    CardAccount account = statement.account();
    return StatementRow.newBuilder()
        .setCardToken(account.cardToken())
        .setCurrency(account.currency())
        .setLastFour(account.lastFour())
        .setCardholder(account.cardholder())
        .setPeriodStart(statement.cycle().firstDay())
        .setPeriodEnd(statement.cycle().closingDate())
        .setDueDate(statement.cycle().dueDate())
        .setTermsVersion(statement.termsVersion())
        .setOpeningBalanceMinor(statement.openingBalanceMinor())
        .setPurchasesMinor(statement.totalMinor(StatementSection.PURCHASES))
        .setCreditsMinor(statement.totalMinor(StatementSection.CREDITS))
        .setFeesMinor(statement.totalMinor(StatementSection.FEES))
        .setInterestMinor(statement.totalMinor(StatementSection.INTEREST))
        .setClosingBalanceMinor(statement.closingBalanceMinor())
        .setMinimumPaymentMinor(statement.due().minimumMinor())
        .setPastDueMinor(statement.due().pastDueMinor())
        .setInterestBalanceMinor(statement.interest().balanceMinor())
        .setFeesYearToDateMinor(statement.yearToDate().feesMinor())
        .setInterestYearToDateMinor(statement.yearToDate().interestMinor())
        .setPurchaseCount(statement.lines(StatementSection.PURCHASES).size())
        .setCreditCount(statement.lines(StatementSection.CREDITS).size())
        .build();
  }

  /** The rows of its lines, numbered from 1. */
  public static List<StatementLineRow> lines(Statement statement) {
    List<StatementLineRow> rows = new ArrayList<>();
    for (StatementLine line : statement.lines()) {
      rows.add(
          StatementLineRow.newBuilder()
              .setCardToken(statement.account().cardToken())
              .setCurrency(statement.account().currency())
              .setPeriodStart(statement.cycle().firstDay())
              .setLineNumber(rows.size() + 1)
              .setKind(line.type().name())
              .setTransactionId(line.transactionId())
              .setTransactionDate(line.transactionDate())
              .setPostingDate(line.postingDate())
              .setIsLate(statement.isLate(line))
              .setEventTime(line.eventTime())
              .setDescription(line.description())
              .setCategory(line.category())
              .setAmountMinor(line.amountMinor())
              .build());
    }
    return rows;
  }

  /** Both sides of each of its bookings. */
  public static List<LedgerEntryRow> entries(Statement statement) {
    List<LedgerEntryRow> rows = new ArrayList<>();
    for (StatementLine line : statement.lines()) {
      for (LedgerEntry entry : line.entries()) {
        rows.add(
            LedgerEntryRow.newBuilder()
                .setCardToken(statement.account().cardToken())
                .setCurrency(statement.account().currency())
                .setPostingDate(line.postingDate())
                .setKind(line.type().name())
                .setTransactionId(line.transactionId())
                .setLedgerAccount(entry.account().name())
                .setAmountMinor(entry.amountMinor())
                .build());
      }
    }
    return rows;
  }
}
