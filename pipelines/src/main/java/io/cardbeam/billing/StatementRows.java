package io.cardbeam.billing;

import io.cardbeam.table.StatementLineRow;
import io.cardbeam.table.StatementRow;
import java.util.ArrayList;
import java.util.List;

/** A statement as rows of the tables statement and statement_line. */
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
        .setPeriodStart(statement.month().atDay(1))
        .setPeriodEnd(statement.month().atEndOfMonth())
        .setOpeningBalanceMinor(statement.openingBalanceMinor())
        .setPurchasesMinor(statement.purchasesMinor())
        .setCreditsMinor(statement.creditsMinor())
        .setClosingBalanceMinor(statement.closingBalanceMinor())
        .setPurchaseCount(statement.purchases().size())
        .setCreditCount(statement.credits().size())
        .build();
  }

  /** The rows of its lines: purchases, then credits, numbered from 1. */
  public static List<StatementLineRow> lines(Statement statement) {
    List<StatementLineRow> rows = new ArrayList<>();
    for (StatementLine line : statement.purchases()) {
      rows.add(row(statement, rows.size() + 1, line));
    }
    for (StatementLine line : statement.credits()) {
      rows.add(row(statement, rows.size() + 1, line));
    }
    return rows;
  }

  private static StatementLineRow row(Statement statement, int number, StatementLine line) {
    return StatementLineRow.newBuilder()
        .setCardToken(statement.account().cardToken())
        .setCurrency(statement.account().currency())
        .setPeriodStart(statement.month().atDay(1))
        .setLineNumber(number)
        .setKind(line.type().name())
        .setTransactionId(line.transactionId())
        .setPostingDate(line.postingDate())
        .setEventTime(line.eventTime())
        .setDescription(line.description())
        .setCategory(line.category())
        .setAmountMinor(line.amountMinor())
        .build();
  }
}
