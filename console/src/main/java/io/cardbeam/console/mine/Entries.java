package io.cardbeam.console.mine;

import io.cardbeam.account.ClearingTerms;
import io.cardbeam.account.ClearingTermsHistory;
import java.time.Instant;
import java.util.List;

/**
 * What is booked on a card, as SQL: one definition behind balances, lists and spending. Fees and
 * interest are in the books by the statements that charged them; of each cycle the newest holds.
 */
final class Entries {
  /**
   * {@code booked}: kind, key, times, currency, amount, what it adds to the balance (signed_minor),
   * the purchase that it is about where it is in the books, and the name that a refund carries.
   */
  static final String BOOKED =
      """
      booked AS (
        SELECT CASE WHEN t.transaction_type = 'CHARGEBACK_RESOLUTION'
                    THEN 'CHARGEBACK_' || s.outcome ELSE t.transaction_type END COLLATE "C" AS kind,
               t.transaction_key COLLATE "C" AS entry_key, t.transaction_id, t.event_time,
               t.effective_from AS posted_from, t.currency::text COLLATE "C" AS currency,
               t.amount_minor,
               CASE WHEN t.transaction_type IN ('PURCHASE', 'PAYMENT_RETURNED')
                      OR s.outcome = 'REJECTED'
                    THEN t.amount_minor
                    WHEN t.transaction_type IN ('REFUND', 'PAYMENT', 'CHARGEBACK')
                    THEN -t.amount_minor ELSE 0 END AS signed_minor,
               CASE WHEN t.transaction_type = 'PURCHASE' THEN t.transaction_id
                    ELSE b.transaction_id END AS purchase_id,
               f.merchant_name
        FROM books.card_transaction t
        LEFT JOIN books.refund f ON f.transaction_id = t.transaction_id
        LEFT JOIN books.chargeback c ON c.transaction_id = t.transaction_id
        LEFT JOIN books.chargeback_resolution s ON s.transaction_id = t.transaction_id
        LEFT JOIN books.card_transaction b
          ON b.transaction_key = coalesce(f.purchase_key, c.purchase_key, s.purchase_key)
            AND b.card_id = t.card_id AND b.transaction_type = 'PURCHASE'
        WHERE t.card_id = ? AND t.transaction_type <> 'REVERSAL'
        UNION ALL
        SELECT l.kind, l.transaction_key, NULL, l.event_time, l.event_time, n.currency::text,
               l.amount_minor, l.amount_minor, NULL, NULL
        FROM books.newest_statement n JOIN books.statement_line l USING (statement_id)
        WHERE n.card_id = ? AND l.kind IN ('LATE_FEE', 'INTEREST'))
      """;

  /**
   * {@code hold}: what is left of approved requests. A purchase takes from its hold at once, as it
   * is shown by itself from then on; a reversal from its posting cut-off on, as in deciding.
   */
  static final String HOLDS =
      """
      hold AS (
        SELECT * FROM (
          SELECT r.request_key COLLATE "C" AS request_key, r.event_time,
                 r.currency::text COLLATE "C" AS currency, r.merchant_name_id, r.category_id,
                 (r.amount_minor - (
                   SELECT coalesce(sum(t.amount_minor), 0) FROM books.card_transaction t
                   WHERE t.transaction_id = ANY (ARRAY(
                       SELECT p.transaction_id FROM books.purchase p
                       WHERE p.request_key = r.request_key AND p.card_id = r.card_id
                       UNION ALL SELECT v.transaction_id FROM books.reversal v
                       WHERE v.request_key = r.request_key AND v.card_id = r.card_id))
                     AND (t.transaction_type = 'PURCHASE' OR t.effective_from <= ?)))::bigint
                   AS left_minor
          FROM books.authorization_request r
          JOIN books.authorization_decision d USING (authorization_id)
          WHERE r.card_id = ? AND d.outcome = 'APPROVED' AND r.event_time > ?) open
        WHERE left_minor > 0)
      """;

  private Entries() {}

  /** Values for {@link #BOOKED}, in order. */
  static List<Object> ofBooked(OwnCard card) {
    return List.of(card.id(), card.id());
  }

  /** Values for {@link #HOLDS}, in order. */
  static List<Object> ofHolds(OwnCard card, Instant now) {
    ClearingTerms terms = ClearingTermsHistory.standard().at(now.toEpochMilli());
    return List.of(now, card.id(), now.minus(terms.holdLife()));
  }
}
