package io.cardbeam.console.database;

/**
 * What requests have turned out to be, in SQL: the latest of what was found on each, as in the
 * warehouse: findings, chargebacks of its purchase, and how those were decided; at one instant in
 * the order of {@link io.cardbeam.wire.EventType}.
 */
public final class RequestLabels {
  /** Fraud probability at the decision from which a request without a label counts as fraud. */
  public static final double MODEL_THRESHOLD = 0.5;

  /**
   * The labels of a range of requests, as {@link #of} has them. Its places are the range's two
   * ends, three times.
   */
  public static final String SQL =
      of("books.authorization_request r", "r.event_time >= ? AND r.event_time < ?");

  private RequestLabels() {}

  /**
   * A common table expression {@code label (authorization_id, fraud)} of some requests; without a
   * row for those of which nothing was found.
   *
   * @param requests a table of requests, named {@code r}
   * @param condition on them
   */
  public static String of(String requests, String condition) {
    return """
          label AS (
            SELECT DISTINCT ON (authorization_id) authorization_id, fraud
            FROM (
              SELECT r.authorization_id, f.event_time, 2 AS rank, f.finding_key AS key,
                     f.verdict = 'FRAUD' AS fraud
              FROM %1$s
              JOIN books.fraud_finding f USING (request_key, card_id)
              WHERE %2$s
              UNION ALL
              SELECT r.authorization_id, t.event_time, 1, t.transaction_key, true
              FROM %1$s
              JOIN books.purchase p USING (authorization_id)
              JOIN books.chargeback c ON c.purchase_id = p.transaction_id
              JOIN books.card_transaction t ON t.transaction_id = c.transaction_id
              WHERE %2$s
              UNION ALL
              SELECT r.authorization_id, t.event_time, 3, t.transaction_key, s.outcome = 'UPHELD'
              FROM %1$s
              JOIN books.purchase p USING (authorization_id)
              JOIN books.chargeback c ON c.purchase_id = p.transaction_id
              JOIN books.chargeback_resolution s ON s.chargeback_id = c.transaction_id
              JOIN books.card_transaction t ON t.transaction_id = s.transaction_id
              WHERE %2$s) found
            ORDER BY authorization_id, event_time DESC, rank DESC, key COLLATE "C" DESC)
          """
        .formatted(requests, condition);
  }
}
