package io.cardbeam.query;

import java.util.List;

/**
 * What PostgreSQL holds of cards' money. Transfers must be those that the archive gives. Balances
 * and accounts must be the sums of all transfers that are stored, of whatever time: a balance that
 * was moved without a transfer, or the other way round, is found while a stream runs, too.
 */
final class StoredLedger {
  private static final String TRANSFER_COLUMNS =
      "transfer_id VARCHAR, card_token VARCHAR, kind VARCHAR, event_key VARCHAR, state VARCHAR,"
          + " debit VARCHAR, credit VARCHAR, amount_minor BIGINT, currency VARCHAR,"
          + " pending_id VARCHAR, subject_key VARCHAR, event_time TIMESTAMPTZ,"
          + " effective_from TIMESTAMPTZ, expires_at TIMESTAMPTZ, tolerated_minor BIGINT,"
          + " content_fingerprint BIGINT";

  private static final String BALANCE_COLUMNS =
      "card_token VARCHAR, currency VARCHAR, balance_minor HUGEINT";

  private StoredLedger() {}

  /** Sums that PostgreSQL makes. */
  enum Sums {
    /** What each cardholder owes by the transfers. */
    OWED(
        "stored_owed",
        BALANCE_COLUMNS,
        """
        SELECT card_token, currency::text,
          sum(CASE debit WHEN 'CARDHOLDER' THEN amount_minor ELSE -amount_minor END)::text
        FROM books.ledger_transfer JOIN books.card USING (card_id)
        WHERE state = 'POSTED' AND 'CARDHOLDER' IN (debit, credit) GROUP BY 1, 2
        """),
    /** Balances of the accounts, as the view has them. */
    ACCOUNT(
        "stored_account",
        "ledger_account VARCHAR, currency VARCHAR, balance_minor HUGEINT",
        "SELECT ledger_account, currency::text, balance_minor::text"
            + " FROM books.ledger_account_balance");

    private final String tableName;
    private final String columns;
    private final String question;

    Sums(String tableName, String columns, String question) {
      this.tableName = tableName;
      this.columns = columns;
      this.question = question;
    }

    /** Name of the table of them, once they were read. */
    String tableName() {
      return tableName;
    }

    List<String> columns() {
      return List.of(columns.split(",\\s*"));
    }

    /** The question to PostgreSQL, with each column as a text. */
    String question() {
      return question;
    }
  }

  static StoredTable transfers() {
    return StoredTable.of(
        "ledger_transfer",
        1,
        TRANSFER_COLUMNS,
        """
        SELECT t.transfer_id, card.card_token, t.kind, t.event_key, t.state, t.debit, t.credit,
          t.amount_minor, t.currency, t.pending_id, t.subject_key, t.event_time, t.effective_from,
          t.expires_at, t.tolerated_minor, t.content_fingerprint
        FROM books.ledger_transfer t JOIN books.card USING (card_id) WHERE %s
        """
            .formatted(StoredTables.TRANSACTION_IN_TIME),
        ExpectedTransfers.question(
            "transfer_id, card_token, kind, event_id, state, debit, credit, amount_minor,"
                + " currency, pending_id, subject_id, event_time, effective_from, expires_at,"
                + " tolerated_minor, content_fingerprint",
            "postgres_ledger_transfer"));
  }

  static StoredTable balances() {
    return StoredTable.of(
        "cardholder_balance",
        2,
        BALANCE_COLUMNS,
        "SELECT card_token, currency, balance_minor FROM books.cardholder_balance"
            + " JOIN books.card USING (card_id)",
        "SELECT card_token, currency, balance_minor FROM " + Sums.OWED.tableName());
  }
}
