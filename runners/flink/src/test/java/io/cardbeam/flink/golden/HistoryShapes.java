package io.cardbeam.flink.golden;

import io.cardbeam.pipeline.table.WriteExceptions;
import java.util.Map;

/** How the tables are summed up; one that is not among them has rows and digests alone. */
final class HistoryShapes {
  private static final String AMOUNT = "amount_minor";
  private static final String CURRENCY = "currency";

  private static final Map<String, TableShape> SHAPES =
      Map.of(
          BooksOfLake.DECISION,
          TableShape.of(BooksOfLake.DECISION).by("month:event_time", "outcome"),
          BooksOfLake.REASON,
          TableShape.of(BooksOfLake.REASON).by("code"),
          "fact_authorization",
          TableShape.of("fact_authorization").by("month:event_time", CURRENCY).sum(AMOUNT),
          "fact_transaction",
          TableShape.of("fact_transaction")
              .by("month:posted_at", "transaction_type", CURRENCY)
              .sum(AMOUNT),
          "fact_ledger_transfer",
          TableShape.of("fact_ledger_transfer")
              .by("month:effective_from", "transfer_kind", CURRENCY)
              .sum(AMOUNT, "owed_minor"),
          "statement",
          TableShape.of("statement")
              .by("month:period_end", CURRENCY)
              .sum(
                  "opening_balance_minor",
                  "purchases_minor",
                  "credits_minor",
                  "returned_payments_minor",
                  "disputes_minor",
                  "fees_minor",
                  "interest_minor",
                  "closing_balance_minor",
                  "minimum_payment_minor",
                  "past_due_minor"),
          "statement_line",
          TableShape.of("statement_line").by("kind", CURRENCY).sum(AMOUNT),
          "ledger_entry",
          TableShape.of("ledger_entry").by("ledger_account", "kind", CURRENCY).sum(AMOUNT),
          WriteExceptions.TABLE,
          TableShape.of(WriteExceptions.TABLE).by("code", "transaction_type", CURRENCY).sum(AMOUNT),
          BooksOfLake.DEAD_LETTER,
          TableShape.of(BooksOfLake.DEAD_LETTER).by("code"));

  private HistoryShapes() {}

  static TableShape of(String table) {
    return SHAPES.getOrDefault(table, TableShape.of(table));
  }
}
