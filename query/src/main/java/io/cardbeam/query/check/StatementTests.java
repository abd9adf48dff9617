package io.cardbeam.query.check;

import io.cardbeam.query.StatementBooks;
import io.cardbeam.star.MonthRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be so of statements whatever the archive gives: they add up, and warehouse and stream
 * have the same transactions.
 */
final class StatementTests {
  /**
   * A card's statement day, of its token alone: 1 and Java's hash of it modulo 28. An account that
   * has no statement has one, too, so that a transaction on it is found.
   */
  static final String STATEMENT_DAY =
      """
      1 + (((list_reduce(
        list_transform(string_split(card_token, ''), lambda c: unicode(c)::BIGINT),
        lambda h, c: (h * 31 + c) % 4294967296) + 2147483648) % 4294967296 - 2147483648
      ) % 28 + 28) % 28""";

  private StatementTests() {}

  /**
   * Rows of transactions that were posted somewhere.
   *
   * @param view that has them, with card, currency and posting date
   * @param name of the table that they are of
   */
  record Posted(String view, String name) {}

  /**
   * Tests.
   *
   * @param books that have statements, by what the names of their tables begin with
   * @param posted what has their transactions, too
   * @param months that their cycles close in
   */
  static List<Expectation> all(List<String> books, List<Posted> posted, MonthRange months) {
    List<Expectation> tests = new ArrayList<>();
    if (books.contains(StatementBooks.STORED)) {
      tests.add(digestIsRight());
    }
    for (String prefix : books) {
      for (Expectation test : ofBooks()) {
        tests.add(
            prefix.equals(StatementBooks.FOUND)
                ? test
                : new Expectation(
                    "PostgreSQL's " + test.name(),
                    test.offending().replace(StatementBooks.FOUND, prefix)));
      }
    }
    for (Posted rows : posted) {
      tests.add(isPosted(rows));
      tests.add(onAStatement(rows, months));
    }
    return tests;
  }

  private static List<Expectation> ofBooks() {
    List<Expectation> tests = new ArrayList<>();
    tests.add(sumsToZero());
    tests.add(linesAddUp());
    tests.add(ledgerIsBalance());
    tests.add(carriesOver());
    tests.add(issuesFollow());
    return tests;
  }

  private static Expectation digestIsRight() {
    return new Expectation(
        "PostgreSQL's statement: document_digest is that of the statement, its lines and entries",
        "SELECT card_token, currency, period_end, issue FROM stored_all_statement"
            + " WHERE document_digest_is_right IS DISTINCT FROM true");
  }

  private static Expectation sumsToZero() {
    return new Expectation(
        "ledger_entry: the entries of a booking sum to zero",
        """
        SELECT card_token, currency, kind, transaction_id, sum(amount_minor) AS sum_minor
        FROM found_ledger_entry GROUP BY ALL HAVING sum(amount_minor) <> 0
        """);
  }

  private static Expectation linesAddUp() {
    return new Expectation(
        "statement_line: the lines are the statement's sums",
        """
        SELECT s.card_token, s.currency, s.period_end, s.issue, s.purchases_minor, s.credits_minor,
          s.returned_payments_minor, s.disputes_minor, s.fees_minor, s.interest_minor, l.purchases,
          l.credits, l.returned, l.disputes, l.fees, l.interest
        FROM found_all_statement s LEFT JOIN (
          SELECT card_token, currency, period_start, issue,
            coalesce(sum(amount_minor) FILTER (kind = 'PURCHASE'), 0) AS purchases,
            coalesce(sum(amount_minor) FILTER (kind IN ('REFUND', 'CHARGEBACK', 'PAYMENT')), 0)
              AS credits,
            coalesce(sum(amount_minor) FILTER (kind = 'PAYMENT_RETURNED'), 0) AS returned,
            coalesce(sum(amount_minor) FILTER (kind = 'CHARGEBACK_REJECTED'), 0) AS disputes,
            coalesce(sum(amount_minor) FILTER (kind = 'LATE_FEE'), 0) AS fees,
            coalesce(sum(amount_minor) FILTER (kind = 'INTEREST'), 0) AS interest
          FROM found_all_statement_line GROUP BY ALL
        ) l USING (card_token, currency, period_start, issue)
        WHERE (s.purchases_minor, s.credits_minor, s.returned_payments_minor, s.disputes_minor,
            s.fees_minor, s.interest_minor)
          IS DISTINCT FROM (coalesce(l.purchases, 0), coalesce(l.credits, 0),
            coalesce(l.returned, 0), coalesce(l.disputes, 0), coalesce(l.fees, 0),
            coalesce(l.interest, 0))
        """);
  }

  private static Expectation ledgerIsBalance() {
    return new Expectation(
        "ledger_entry: the cardholder's account goes from opening to closing balance",
        """
        SELECT s.card_token, s.currency, s.period_end, s.opening_balance_minor,
          s.closing_balance_minor, coalesce(sum(e.amount_minor), 0) AS ledger_minor
        FROM found_statement s LEFT JOIN found_ledger_entry e
          ON e.card_token = s.card_token AND e.currency = s.currency
            AND e.posting_date BETWEEN s.period_start AND s.period_end
            AND e.ledger_account = 'CARDHOLDER'
        GROUP BY ALL
        HAVING s.closing_balance_minor - s.opening_balance_minor
          <> coalesce(sum(e.amount_minor), 0)
        """);
  }

  private static Expectation carriesOver() {
    return new Expectation(
        "statement: each opens with the balance that the one before closed with",
        """
        FROM (
          SELECT card_token, currency, period_start, opening_balance_minor,
            lag(closing_balance_minor) OVER cycles AS closed_minor,
            lag(period_end) OVER cycles AS closed_on
          FROM found_statement
          WINDOW cycles AS (PARTITION BY card_token, currency ORDER BY period_start)
        )
        WHERE closed_on = period_start - 1 AND closed_minor <> opening_balance_minor
        """);
  }

  private static Expectation issuesFollow() {
    return new Expectation(
        "statement: issues of a cycle are numbered from 1, each with its difference from the last",
        """
        FROM (
          SELECT card_token, currency, period_end, issue, closing_difference_minor,
            closing_balance_minor, lag(closing_balance_minor) OVER issues AS before_minor,
            row_number() OVER issues AS place
          FROM found_all_statement
          WINDOW issues AS (PARTITION BY card_token, currency, period_end ORDER BY issue)
        )
        WHERE issue <> place
          OR closing_difference_minor <> coalesce(closing_balance_minor - before_minor, 0)
        """);
  }

  private static Expectation isPosted(Posted rows) {
    return new Expectation(
        rows.name() + ": each transaction of the statements is there, with card and amount",
        """
        SELECT l.card_token, l.currency, l.kind, l.transaction_id, l.posting_date,
          l.amount_minor AS statement_minor, f.amount_minor AS posted_minor,
          f.currency AS posted_currency, f.card_token AS posted_card
        FROM expected_statement_line l LEFT JOIN %s f
          ON f.transaction_type = l.kind AND f.transaction_id = l.transaction_id
            AND f.card_token = l.card_token
        WHERE l.kind NOT IN ('LATE_FEE', 'INTEREST')
          AND (f.amount_minor, f.currency, f.card_token, f.posting_date) IS DISTINCT FROM
            (%s, l.currency, l.card_token, l.posting_date)
        """
            .formatted(rows.view(), StatementBooks.signed("l.kind", "l.amount_minor")));
  }

  private static Expectation onAStatement(Posted rows, MonthRange months) {
    return new Expectation(
        rows.name() + ": each transaction that is posted in these cycles is on its statement",
        """
        SELECT f.card_token, f.currency, f.transaction_type, f.transaction_id, f.posting_date,
          f.amount_minor
        FROM %1$s f JOIN (
          SELECT card_token, %2$s AS statement_day
          FROM (SELECT DISTINCT card_token FROM %1$s)
        ) USING (card_token)
        ANTI JOIN expected_statement_line l
          ON f.transaction_type = l.kind AND f.transaction_id = l.transaction_id
            AND f.card_token = l.card_token
        WHERE date_trunc('month', f.posting_date)
            + if(day(f.posting_date) <= statement_day, INTERVAL 0 MONTH, INTERVAL 1 MONTH)
          BETWEEN DATE '%3$s' AND DATE '%4$s'
        """
            .formatted(
                rows.view(), STATEMENT_DAY, months.first().atDay(1), months.last().atDay(1)));
  }
}
