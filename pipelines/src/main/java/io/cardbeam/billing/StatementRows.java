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
        .setIssue(statement.issue().number())
        .setDueDate(statement.cycle().dueDate())
        .setTermsVersion(statement.termsVersion())
        .setOpeningBalanceMinor(statement.openingBalanceMinor())
        .setPurchasesMinor(statement.totalMinor(StatementSection.PURCHASES))
        .setCreditsMinor(statement.totalMinor(StatementSection.CREDITS))
        .setReturnedPaymentsMinor(statement.totalMinor(StatementSection.RETURNED_PAYMENTS))
        .setDisputesMinor(statement.totalMinor(StatementSection.DISPUTES))
        .setFeesMinor(statement.totalMinor(StatementSection.FEES))
        .setInterestMinor(statement.totalMinor(StatementSection.INTEREST))
        .setClosingBalanceMinor(statement.closingBalanceMinor())
        .setClosingDifferenceMinor(statement.issue().differenceMinor())
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
              .setIssue(statement.issue().number())
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

  /**
   * What it books, both sides of each booking: its lines, or of a correction what those of the
   * statement before have otherwise. The entries of all issues of a cycle together are those of the
   * newest one's lines.
   */
  public static List<LedgerEntryRow> entries(Statement statement) {
    Issue issue = statement.issue();
    List<LedgerEntryRow> rows = new ArrayList<>();
    issue.removed().forEach(line -> book(statement, line, -1, rows));
    (issue.isCorrection() ? issue.added() : statement.lines())
        .forEach(line -> book(statement, line, 1, rows));
    return rows;
  }

  /** Books a line, or with sign -1 takes its booking back. */
  private static void book(
      Statement statement, StatementLine line, int sign, List<LedgerEntryRow> rows) {
    for (LedgerEntry entry : line.entries()) {
      rows.add(
          LedgerEntryRow.newBuilder()
              .setCardToken(statement.account().cardToken())
              .setCurrency(statement.account().currency())
              .setIssue(statement.issue().number())
              .setPostingDate(line.postingDate())
              .setKind(line.type().name())
              .setTransactionId(line.transactionId())
              .setLedgerAccount(entry.account().name())
              .setAmountMinor(sign * entry.amountMinor())
              .build());
    }
  }
}
