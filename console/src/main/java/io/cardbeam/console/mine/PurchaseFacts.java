package io.cardbeam.console.mine;

import java.util.List;

/** What became of a purchase: as SQL for lists, and for who disputes it. */
final class PurchaseFacts {
  /**
   * {@code given_back_minor}: refunds and chargebacks, less what of these was rejected; {@code
   * dispute_count}: chargebacks, and disputes on their way to the books; {@code is_open}: one of
   * them is not decided. With the purchase's key, of an alias that is not used in here, in place of
   * the parameter.
   */
  static final String OF_PURCHASE =
      """
      SELECT coalesce(r.minor, 0) + coalesce(c.given_minor, 0) AS given_back_minor,
             coalesce(c.disputes, 0) + w.disputes AS dispute_count,
             coalesce(c.undecided_minor, 0) > 0 OR w.disputes > 0 AS is_open
      FROM (SELECT sum(t.amount_minor) AS minor
            FROM books.refund b JOIN books.card_transaction t USING (transaction_id)
            WHERE b.purchase_key = %1$s AND b.card_id = ?) r,
           (SELECT count(*) AS disputes, sum(t.amount_minor - d.rejected_minor) AS given_minor,
                   sum(t.amount_minor - d.decided_minor) AS undecided_minor
            FROM books.chargeback b JOIN books.card_transaction t USING (transaction_id)
            CROSS JOIN LATERAL (
              SELECT coalesce(sum(u.amount_minor), 0) AS decided_minor,
                     coalesce(sum(u.amount_minor) FILTER (WHERE s.outcome = 'REJECTED'), 0)
                       AS rejected_minor
              FROM books.chargeback_resolution s
              JOIN books.card_transaction u ON u.transaction_id = s.transaction_id
              WHERE s.chargeback_key = t.transaction_key AND s.card_id = t.card_id) d
            WHERE b.purchase_key = %1$s AND b.card_id = ?) c,
           (SELECT count(*) AS disputes FROM mine.act a
            WHERE a.card_token = ? AND a.kind = 'DISPUTE' AND a.subject_key = %1$s
              AND NOT EXISTS (
                SELECT FROM books.card_transaction t
                WHERE t.transaction_key = a.act_id AND t.card_id = ?
                  AND t.transaction_type = 'CHARGEBACK')
              AND NOT EXISTS (
                SELECT FROM books.transaction_exception x
                WHERE x.transaction_key = a.act_id AND x.card_id = ?
                  AND x.transaction_type = 'CHARGEBACK')) w
      """;

  private PurchaseFacts() {}

  /** Values for {@link #OF_PURCHASE}, in order. */
  static List<Object> values(OwnCard card) {
    return List.of(card.id(), card.id(), card.token(), card.id(), card.id());
  }
}
