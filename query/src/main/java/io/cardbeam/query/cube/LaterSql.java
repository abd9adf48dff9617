package io.cardbeam.query.cube;

import io.cardbeam.query.StatementBooks;
import io.cardbeam.star.StarTable;
import java.util.List;

/**
 * Questions to PostgreSQL, whose answers are rows of the star: the same columns, the same keys, all
 * as texts.
 */
final class LaterSql {
  /** Transactions that are still under way may store rows that are not seen yet. */
  static final String SNAPSHOT = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

  private static final String STATEMENT_KIND =
      "CASE WHEN s.outcome IS NULL THEN t.transaction_type ELSE 'CHARGEBACK_' || s.outcome END";

  /** What may be new: id and key of each row that was stored since a snapshot. */
  static final String NEW_AUTHORIZATIONS =
      """
      SELECT r.authorization_id::text, %s::text
      FROM books.authorization_request r JOIN books.card USING (card_id)
      WHERE r.stored_by >= ?::xid8
        AND EXISTS (SELECT 1 FROM books.authorization_decision d
                    WHERE d.authorization_id = r.authorization_id)
      """
          .formatted(key("'authorization'", "card_token", "r.request_key"));

  static final String NEW_TRANSACTIONS =
      """
      SELECT t.transaction_id::text, %s::text
      FROM books.card_transaction t JOIN books.card USING (card_id)
        LEFT JOIN books.chargeback_resolution s ON s.transaction_id = t.transaction_id
      WHERE t.stored_by >= ?::xid8 AND t.transaction_type <> 'REVERSAL'
      """
          .formatted(key(STATEMENT_KIND, "card_token", "t.transaction_key"));

  /** Id and key of each transaction that names what was stored since a snapshot, given twice. */
  static final String COMPLETED_TRANSACTIONS =
      """
      WITH asked AS (
        SELECT request_key, card_id FROM books.authorization_request WHERE stored_by >= ?::xid8),
      bought AS (
        SELECT transaction_key AS purchase_key, card_id FROM books.card_transaction
        WHERE transaction_type = 'PURCHASE' AND stored_by >= ?::xid8)
      SELECT t.transaction_id::text, %s::text
      FROM (
        SELECT transaction_id FROM asked JOIN books.purchase USING (request_key, card_id)
        UNION SELECT transaction_id FROM asked JOIN books.refund USING (request_key, card_id)
        UNION SELECT transaction_id FROM asked JOIN books.chargeback USING (request_key, card_id)
        UNION SELECT transaction_id
          FROM asked JOIN books.chargeback_resolution USING (request_key, card_id)
        UNION SELECT transaction_id FROM bought JOIN books.refund USING (purchase_key, card_id)
        UNION SELECT transaction_id FROM bought JOIN books.chargeback USING (purchase_key, card_id)
        UNION SELECT transaction_id
          FROM bought JOIN books.chargeback_resolution USING (purchase_key, card_id)) named
      JOIN books.card_transaction t USING (transaction_id) JOIN books.card USING (card_id)
      LEFT JOIN books.chargeback_resolution s ON s.transaction_id = t.transaction_id
      """
          .formatted(key(STATEMENT_KIND, "card_token", "t.transaction_key"));

  /** What a request turned out to be. */
  private static final String IS_FRAUD =
      """
      coalesce((SELECT l.is_fraud FROM books.authorization_label l
        WHERE l.authorization_id = r.authorization_id), false)
      """;

  /** Requests whose label may have changed since a snapshot, with what holds now. */
  static final String LABELS =
      """
      SELECT %s::text, (%s)::text
      FROM books.authorization_request r JOIN books.card USING (card_id)
      WHERE r.authorization_id IN (
        SELECT l.authorization_id FROM books.label l WHERE l.stored_by >= ?::xid8)
      """
          .formatted(key("'authorization'", "card_token", "r.request_key"), IS_FRAUD);

  private static final String TIME_COLUMNS =
      """
      to_char(%1$s AT TIME ZONE 'UTC', 'YYYYMMDD') AS date_key,
      (1 + extract(hour FROM %1$s AT TIME ZONE 'UTC') * 60
        + extract(minute FROM %1$s AT TIME ZONE 'UTC'))::integer::text AS time_of_day_key,
      to_char(%1$s AT TIME ZONE 'UTC', 'YYYY-MM') AS month, %1$s::text AS event_time
      """;

  private static final String MERCHANT_COLUMNS =
      """
      %s::text AS merchant_key, merchant.merchant_key AS merchant_id, n.name_text AS merchant_name,
      %s::text AS category_key, category.category_code AS category
      """
          .formatted(
              key("'merchant'", "merchant.merchant_key"),
              key("'category'", "category.category_code"));

  /** Columns of {@link #AUTHORIZATIONS}. */
  static final List<String> AUTHORIZATION_COLUMNS =
      List.of(
          "authorization_key BIGINT",
          "card_key BIGINT",
          "card_token VARCHAR",
          "request_id VARCHAR",
          "date_key INTEGER",
          "time_of_day_key INTEGER",
          "month VARCHAR",
          "event_time TIMESTAMPTZ",
          "merchant_key BIGINT",
          "merchant_id VARCHAR",
          "merchant_name VARCHAR",
          "category_key BIGINT",
          "category VARCHAR",
          "outcome_key BIGINT",
          "channel VARCHAR",
          "amount_minor BIGINT",
          "currency VARCHAR",
          "fraud_probability DOUBLE",
          "is_fraud BOOLEAN",
          "reason_codes VARCHAR",
          "reasons VARCHAR",
          "policy_version VARCHAR",
          "model_version VARCHAR",
          "merchant_city VARCHAR",
          "merchant_state VARCHAR",
          "merchant_latitude DOUBLE",
          "merchant_longitude DOUBLE");

  /** Rows of requests, by their ids. */
  static final String AUTHORIZATIONS =
      """
      SELECT %s::text, %s::text, card.card_token, r.request_key, %s, %s, %s::text, r.channel,
        r.amount_minor::text, r.currency::text, d.fraud_probability::text, (%s)::text,
        coalesce((SELECT string_agg(reason_code, ',' ORDER BY weight_rank)
          FROM books.authorization_reason a JOIN books.reason USING (reason_id)
          WHERE a.authorization_id = r.authorization_id), ''),
        coalesce((SELECT string_agg(reason_text, '; ' ORDER BY weight_rank)
          FROM books.authorization_reason a WHERE a.authorization_id = r.authorization_id), ''),
        policy.policy_version, policy.model_version, nullif(city.city_name, ''),
        nullif(state.state_code, ''), place.latitude::text, place.longitude::text
      FROM books.authorization_request r JOIN books.card USING (card_id)
      JOIN books.authorization_decision d USING (authorization_id)
      JOIN books.policy USING (policy_id)
      JOIN books.merchant_name n USING (merchant_name_id) JOIN books.merchant USING (merchant_id)
      JOIN books.category USING (category_id)
      LEFT JOIN books.place USING (place_id)
      LEFT JOIN books.city ON city.city_id = place.city_id
      LEFT JOIN books.state ON state.state_id = city.state_id
      WHERE r.authorization_id = ANY (?)
      """
          .formatted(
              key("'authorization'", "card.card_token", "r.request_key"),
              key("'card'", "card.card_token"),
              TIME_COLUMNS.formatted("r.event_time"),
              MERCHANT_COLUMNS,
              key("'outcome'", "d.outcome"),
              IS_FRAUD);

  /** Columns of {@link #TRANSACTIONS}. */
  static final List<String> TRANSACTION_COLUMNS =
      List.of(
          "transaction_key BIGINT",
          "card_key BIGINT",
          "card_token VARCHAR",
          "transaction_id VARCHAR",
          "transaction_type VARCHAR",
          "purchase_id VARCHAR",
          "authorization_key BIGINT",
          "date_key INTEGER",
          "time_of_day_key INTEGER",
          "month VARCHAR",
          "event_time TIMESTAMPTZ",
          "merchant_key BIGINT",
          "merchant_id VARCHAR",
          "merchant_name VARCHAR",
          "category_key BIGINT",
          "category VARCHAR",
          "posted_at TIMESTAMPTZ",
          "amount_minor BIGINT",
          "currency VARCHAR",
          "is_fraud BOOLEAN");

  /**
   * Rows of transactions, by their ids. Merchant and category are the purchase's, unknown where it
   * is not stored.
   */
  static final String TRANSACTIONS =
      """
      SELECT q.key::text, %s::text, card.card_token, t.transaction_key, q.kind,
        q.purchase_key, coalesce(%s, 0)::text, %s, coalesce(m.merchant_key, '0'),
        m.merchant_id, m.merchant_name, coalesce(m.category_key, '0'), m.category,
        (CASE WHEN t.transaction_type LIKE 'CHARGEBACK%%' THEN t.event_time
          ELSE t.effective_from END)::text,
        (%s)::text, t.currency::text, (%s)::text
      FROM books.card_transaction t JOIN books.card USING (card_id)
      LEFT JOIN books.chargeback_resolution s ON s.transaction_id = t.transaction_id
      LEFT JOIN books.purchase own ON own.transaction_id = t.transaction_id
      LEFT JOIN books.refund w ON w.transaction_id = t.transaction_id
      LEFT JOIN books.chargeback b ON b.transaction_id = t.transaction_id
      CROSS JOIN LATERAL (SELECT %s AS kind, %s AS key,
        CASE WHEN t.transaction_type = 'PURCHASE' THEN t.transaction_key
          ELSE coalesce(w.purchase_key, b.purchase_key, s.purchase_key) END AS purchase_key,
        coalesce(own.request_key, w.request_key, b.request_key, s.request_key) AS request_key) q
      LEFT JOIN books.card_transaction bought ON bought.transaction_key = q.purchase_key
        AND bought.card_id = t.card_id AND bought.transaction_type = 'PURCHASE'
      LEFT JOIN books.purchase p ON p.transaction_id = bought.transaction_id
      LEFT JOIN books.authorization_request r
        ON r.request_key = q.request_key AND r.card_id = t.card_id
      LEFT JOIN LATERAL (
        SELECT %s
        FROM books.merchant_name n JOIN books.merchant USING (merchant_id), books.category
        WHERE n.merchant_name_id = p.merchant_name_id AND category.category_id = p.category_id) m
        ON true
      WHERE t.transaction_id = ANY (?)
      """
          .formatted(
              key("'card'", "card.card_token"),
              key("'authorization'", "card.card_token", "r.request_key"),
              TIME_COLUMNS.formatted("t.event_time"),
              StatementBooks.signed("q.kind", "t.amount_minor"),
              IS_FRAUD,
              STATEMENT_KIND,
              key(STATEMENT_KIND, "card.card_token", "t.transaction_key"),
              MERCHANT_COLUMNS);

  /** Columns of {@link #CARDS}. */
  static final List<String> CARD_COLUMNS =
      List.of(
          "card_key BIGINT",
          "card_token VARCHAR",
          "last_four VARCHAR",
          "status VARCHAR",
          "credit_limit_minor BIGINT",
          "currency VARCHAR",
          "customer_key BIGINT",
          "address_key BIGINT",
          "first_name VARCHAR",
          "last_name VARCHAR",
          "gender VARCHAR",
          "job VARCHAR",
          "birth_date DATE",
          "street VARCHAR",
          "city VARCHAR",
          "state VARCHAR",
          "postal_code VARCHAR",
          "country VARCHAR",
          "latitude DOUBLE",
          "longitude DOUBLE");

  /** Cards with their holders, by their tokens, as they are now. */
  static final String CARDS =
      """
      SELECT %s::text, card.card_token, coalesce(a.last_four, ''), coalesce(a.status, 'UNKNOWN'),
        l.limit_minor::text, coalesce(a.currency::text, ''),
        CASE WHEN h.card_id IS NOT NULL THEN %s END::text,
        CASE WHEN h.card_id IS NOT NULL THEN %s END::text, h.first_name, h.last_name, h.gender,
        o.occupation_name, h.birth_date::text, d.street, city.city_name, state.state_code,
        z.postal_code, state.country_code::text, d.latitude::text, d.longitude::text
      FROM books.card
      LEFT JOIN books.card_account a USING (card_id)
      LEFT JOIN books.credit_limit l ON l.card_update_id = a.newest_update_id
      LEFT JOIN books.cardholder h USING (card_id)
      LEFT JOIN books.occupation o USING (occupation_id)
      LEFT JOIN books.address d USING (address_id)
      LEFT JOIN books.postal_area z USING (postal_area_id)
      LEFT JOIN books.city USING (city_id)
      LEFT JOIN books.state USING (state_id)
      WHERE card.card_token = ANY (?)
      """
          .formatted(
              key("'card'", "card.card_token"),
              key("'customer'", "card.card_token", "'0'"),
              key("'address'", "card.card_token", "'0'"));

  private LaterSql() {}

  /** As {@link io.cardbeam.star.SurrogateKey} makes it; null if a part is. */
  private static String key(String... parts) {
    return "('x' || encode(substring(sha256(convert_to(%s, 'UTF8')) FROM 1 FOR 8), 'hex'))::bit(64)::bigint"
        .formatted(String.join(" || chr(31) || ", parts));
  }

  /** Columns of a fact's rows that are the star's own. */
  static String columnsOf(StarTable fact) {
    return fact == StarTable.FACT_AUTHORIZATION
        ? "authorization_key, request_id, date_key, time_of_day_key, card_key, merchant_key,"
            + " category_key, outcome_key, channel, event_time, amount_minor, currency,"
            + " fraud_probability, is_fraud, reason_codes, reasons, policy_version, model_version,"
            + " merchant_city, merchant_state, merchant_latitude, merchant_longitude, month"
        : "transaction_key, transaction_id, transaction_type, purchase_id, authorization_key,"
            + " date_key, time_of_day_key, card_key, merchant_key, category_key, event_time,"
            + " posted_at, amount_minor, currency, is_fraud, month";
  }
}
