package io.cardbeam.query.check;

import io.cardbeam.ledger.LedgerFlag;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tests that a ledger has to pass: that of a star by itself and beside the other facts, and
 * PostgreSQL's by its sums.
 */
final class LedgerTests {
  private LedgerTests() {}

  static List<Expectation> all() {
    return List.of(
        new Expectation(
            "fact_ledger_transfer: transfer_kind goes with transfer_state",
            "SELECT transfer_id, transfer_kind, transfer_state FROM fact_ledger_transfer"
                + " WHERE transfer_state <> CASE WHEN transfer_kind = 'HOLD' THEN 'PENDING'"
                + " WHEN transfer_kind = 'REVERSAL' THEN 'VOIDED'"
                + " WHEN transfer_kind IN ('PURCHASE', 'REFUND', 'CHARGEBACK',"
                + " 'CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED', 'PAYMENT',"
                + " 'PAYMENT_RETURNED') THEN 'POSTED'"
                + " ELSE 'none' END"),
        new Expectation(
            "fact_ledger_transfer: posted amounts are owed by their accounts",
            "SELECT transfer_id, debit_account, credit_account, amount_minor, owed_minor"
                + " FROM fact_ledger_transfer WHERE amount_minor <= 0"
                + " OR debit_account = credit_account"
                + " OR owed_minor <> CASE WHEN transfer_state <> 'POSTED' THEN 0"
                + " WHEN debit_account = 'CARDHOLDER' THEN amount_minor"
                + " WHEN credit_account = 'CARDHOLDER' THEN -amount_minor ELSE 0 END"),
        new Expectation(
            "fact_ledger_transfer: currency is an ISO 4217 code",
            "SELECT transfer_id, currency FROM fact_ledger_transfer"
                + " WHERE NOT regexp_full_match(currency, '[A-Z]{3}')"),
        namesOfFlags("fact_ledger_transfer", "transfer_id", "flags"),
        holdOfEachApproval(),
        bookingOfEachTransaction(),
        addsUpToTheTransactions());
  }

  /** The tests of the ledger that PostgreSQL has. */
  static List<Expectation> ofPostgres() {
    return List.of(
        new Expectation(
            "PostgreSQL's ledger_account_balance: the accounts of a currency sum to zero",
            "SELECT currency, sum(balance_minor) AS sum_minor FROM stored_account GROUP BY ALL"
                + " HAVING sum(balance_minor) <> 0"),
        new Expectation(
            "PostgreSQL's ledger_account_balance: CARDHOLDER is the sum of cardholder_balance",
            """
            SELECT currency, a.minor AS account_minor, b.minor AS balances_minor
            FROM (SELECT currency, sum(balance_minor) AS minor FROM stored_account
                WHERE ledger_account = 'CARDHOLDER' GROUP BY ALL) a
              FULL JOIN (SELECT currency, sum(balance_minor) AS minor
                FROM postgres_cardholder_balance GROUP BY ALL) b USING (currency)
            WHERE a.minor IS DISTINCT FROM b.minor
            """));
  }

  /** A column of flags has no other words. */
  static Expectation namesOfFlags(String fact, String id, String column) {
    return new Expectation(
        "%s: %s are names of flags".formatted(fact, column),
        ("SELECT %1$s, %2$s FROM %3$s WHERE %2$s <> ''"
                + " AND NOT list_has_all([%4$s], string_split(%2$s, ','))")
            .formatted(
                id,
                column,
                fact,
                Arrays.stream(LedgerFlag.values())
                    .map(flag -> "'" + flag + "'")
                    .collect(Collectors.joining(", "))));
  }

  private static Expectation holdOfEachApproval() {
    return new Expectation(
        "fact_ledger_transfer: each approved request has one hold, of its amount",
        """
        WITH approved AS (
          SELECT authorization_key, card_key, currency, amount_minor, event_time
          FROM fact_authorization JOIN dim_outcome USING (outcome_key)
          WHERE outcome = 'APPROVED'),
        held AS (
          SELECT authorization_key, card_key, currency, amount_minor, event_time
          FROM fact_ledger_transfer WHERE transfer_kind = 'HOLD' AND expires_at > event_time)
        SELECT 'no hold' AS found, * FROM (FROM approved EXCEPT ALL FROM held)
        UNION ALL SELECT 'no approval', * FROM (FROM held EXCEPT ALL FROM approved)
        """);
  }

  private static Expectation bookingOfEachTransaction() {
    return new Expectation(
        "fact_ledger_transfer: each transaction has one posted transfer, of its amount",
        """
        WITH cleared AS (
          SELECT transaction_key, card_key, currency, amount_minor, posted_at, event_time,
            ledger_flags
          FROM fact_transaction),
        posted AS (
          SELECT ledger_transfer_key, card_key, currency, owed_minor, effective_from, event_time,
            flags
          FROM fact_ledger_transfer WHERE transfer_state = 'POSTED')
        SELECT 'no transfer' AS found, * FROM (FROM cleared EXCEPT ALL FROM posted)
        UNION ALL SELECT 'no transaction', * FROM (FROM posted EXCEPT ALL FROM cleared)
        """);
  }

  private static Expectation addsUpToTheTransactions() {
    return new Expectation(
        "fact_ledger_transfer: a card's transfers add up to its transactions",
        """
        SELECT card_key, currency, owed.minor AS transfers_minor, cleared.minor AS transactions_minor
        FROM (SELECT card_key, currency, sum(owed_minor) AS minor FROM fact_ledger_transfer
            WHERE transfer_state = 'POSTED' GROUP BY ALL) owed
          FULL JOIN (SELECT card_key, currency, sum(amount_minor) AS minor FROM fact_transaction
            GROUP BY ALL) cleared USING (card_key, currency)
        WHERE owed.minor IS DISTINCT FROM cleared.minor
        """);
  }
}
