package io.cardbeam.query;

import java.util.List;
import java.util.stream.Stream;

/** The tables of PostgreSQL that a stream fills from events, all of their columns. */
public final class StoredTables {
  /** Of a purchase's place; a source that tells it does not tell its country. */
  private static final String PLACE =
      """
      merchant_latitude, merchant_longitude,
      if(merchant_state IS NULL AND merchant_city IS NULL, NULL, 'ZZ') AS merchant_country,
      if(merchant_state IS NULL AND merchant_city IS NULL, NULL, coalesce(merchant_state, ''))
        AS merchant_state,
      if(merchant_state IS NULL AND merchant_city IS NULL, NULL, coalesce(merchant_city, ''))
        AS merchant_city
      """;

  private static final String PLACE_COLUMNS =
      "merchant_latitude DOUBLE, merchant_longitude DOUBLE, merchant_country VARCHAR,"
          + " merchant_state VARCHAR, merchant_city VARCHAR";

  private static final String STORED_PLACE =
      "place.latitude, place.longitude, state.country_code, state.state_code, city.city_name";

  private static final String JOIN_PLACE =
      """
      LEFT JOIN books.place ON place.place_id = %1$s
      LEFT JOIN books.city ON city.city_id = place.city_id
      LEFT JOIN books.state ON state.state_id = city.state_id
      """;

  private static final String IN_TIME =
      "event_time >= (SELECT since FROM time_asked) AND event_time < (SELECT until FROM time_asked)";

  /** What is booked in the time is looked at, too, however old it is. */
  static final String TRANSACTION_IN_TIME =
      """
      ((t.event_time >= (SELECT since FROM time_asked) AND t.event_time < (SELECT until FROM time_asked))
        OR (t.effective_from >= (SELECT since FROM time_asked)
          AND t.effective_from < (SELECT until FROM time_asked)))
      """;

  private static final StoredTable AUTHORIZATION =
      StoredTable.of(
          "authorization_request",
          2,
          "request_id VARCHAR, card_token VARCHAR, event_time TIMESTAMPTZ, amount_minor BIGINT,"
              + " currency VARCHAR, merchant_id VARCHAR, merchant_name VARCHAR, category VARCHAR,"
              + " channel VARCHAR, "
              + PLACE_COLUMNS
              + ", outcome VARCHAR, fraud_probability DOUBLE, policy_version VARCHAR,"
              + " model_version VARCHAR, alert_raised BOOLEAN, content_fingerprint BIGINT",
          """
          SELECT r.request_key, card.card_token, r.event_time, r.amount_minor, r.currency,
            merchant.merchant_key, n.name_text, category.category_code, r.channel, %s, d.outcome,
            d.fraud_probability, policy.policy_version, policy.model_version, d.alert_raised,
            r.content_fingerprint
          FROM books.authorization_request r JOIN books.card USING (card_id)
          JOIN books.merchant_name n USING (merchant_name_id) JOIN books.merchant USING (merchant_id)
          JOIN books.category USING (category_id)
          LEFT JOIN books.authorization_decision d USING (authorization_id)
          LEFT JOIN books.policy USING (policy_id)
          %s WHERE %s
          """
              .formatted(STORED_PLACE, JOIN_PLACE.formatted("r.place_id"), IN_TIME),
          """
          SELECT request_id, card_token, event_time, amount_minor, currency, merchant_id,
            merchant_name, category, channel, %s, outcome, fraud_probability, policy_version,
            model_version, alert_raised, content_fingerprint
          FROM books_authorization WHERE %s
          """
              .formatted(PLACE, IN_TIME));

  /** By whole months, as the time is; in which of its parts a sum is kept says nothing. */
  private static final StoredTable REQUEST_MONTH =
      StoredTable.of(
          "request_month",
          4,
          "month DATE, currency VARCHAR, outcome VARCHAR, alert_raised BOOLEAN,"
              + " request_count BIGINT, amount_minor HUGEINT",
          """
          SELECT month, currency, outcome, alert_raised, sum(request_count), sum(amount_minor)
          FROM books.request_month
          WHERE month::timestamp AT TIME ZONE 'UTC' >= (SELECT since FROM time_asked)
            AND month::timestamp AT TIME ZONE 'UTC' < (SELECT until FROM time_asked)
          GROUP BY 1, 2, 3, 4
          """,
          """
          SELECT date_trunc('month', event_time AT TIME ZONE 'UTC')::date, currency, outcome,
            coalesce(alert_raised, false), count(*), sum(amount_minor)
          FROM books_authorization WHERE outcome IS NOT NULL AND %s GROUP BY ALL
          """
              .formatted(IN_TIME));

  private static final StoredTable REASON =
      StoredTable.of(
          "authorization_reason",
          3,
          "request_id VARCHAR, weight_rank INTEGER, card_token VARCHAR, reason_code VARCHAR,"
              + " reason_text VARCHAR",
          """
          SELECT r.request_key, a.weight_rank, card.card_token, reason.reason_code, a.reason_text
          FROM books.authorization_reason a JOIN books.reason USING (reason_id)
          JOIN books.authorization_request r USING (authorization_id) JOIN books.card USING (card_id)
          WHERE %s
          """
              .formatted(IN_TIME),
          "SELECT request_id, weight_rank, card_token, reason_code, reason_text FROM books_reason"
              + " WHERE "
              + IN_TIME);

  private static final StoredTable TRANSACTION =
      StoredTable.of(
          "card_transaction",
          3,
          "transaction_key VARCHAR, transaction_type VARCHAR, card_token VARCHAR,"
              + " event_time TIMESTAMPTZ, effective_from TIMESTAMPTZ, amount_minor BIGINT,"
              + " currency VARCHAR, request_id VARCHAR, purchase_id VARCHAR,"
              + " chargeback_id VARCHAR, payment_id VARCHAR, merchant_id VARCHAR,"
              + " merchant_name VARCHAR, category VARCHAR, "
              + PLACE_COLUMNS
              + ", method VARCHAR, reason VARCHAR, outcome VARCHAR, content_fingerprint BIGINT",
          """
          SELECT t.transaction_key, t.transaction_type, card.card_token, t.event_time,
            t.effective_from, t.amount_minor, t.currency,
            coalesce(p.request_key, v.request_key, r.request_key, k.request_key, s.request_key),
            coalesce(r.purchase_key, k.purchase_key, s.purchase_key), s.chargeback_key,
            z.payment_key, merchant.merchant_key, coalesce(n.name_text, r.merchant_name), category.category_code,
            %s, payment_method.method_name, coalesce(k.reason_text, s.reason_text,
            z.reason_text), s.outcome,
            t.content_fingerprint
          FROM books.card_transaction t JOIN books.card USING (card_id)
          LEFT JOIN books.purchase p ON p.transaction_id = t.transaction_id
          LEFT JOIN books.reversal v ON v.transaction_id = t.transaction_id
          LEFT JOIN books.refund r ON r.transaction_id = t.transaction_id
          LEFT JOIN books.chargeback k ON k.transaction_id = t.transaction_id
          LEFT JOIN books.chargeback_resolution s ON s.transaction_id = t.transaction_id
          LEFT JOIN books.payment y ON y.transaction_id = t.transaction_id
          LEFT JOIN books.returned_payment z ON z.transaction_id = t.transaction_id
          LEFT JOIN books.payment_method USING (payment_method_id)
          LEFT JOIN books.merchant_name n ON n.merchant_name_id = p.merchant_name_id
          LEFT JOIN books.merchant ON merchant.merchant_id = n.merchant_id
          LEFT JOIN books.category ON category.category_id = p.category_id
          %s WHERE %s
          """
              .formatted(STORED_PLACE, JOIN_PLACE.formatted("p.place_id"), TRANSACTION_IN_TIME),
          """
          SELECT transaction_key, transaction_type, card_token, event_time, effective_from,
            amount_minor, currency, request_id, purchase_id, chargeback_id, payment_id,
            merchant_id, merchant_name, category, %s, method, reason, outcome, content_fingerprint
          FROM books_transaction t WHERE %s
          """
              .formatted(PLACE, TRANSACTION_IN_TIME));

  private static final StoredTable ITEM =
      StoredTable.of(
          "purchase_item",
          3,
          "purchase_id VARCHAR, line_number INTEGER, card_token VARCHAR, description VARCHAR,"
              + " quantity INTEGER, unit_price_minor BIGINT",
          """
          SELECT t.transaction_key, i.line_number, card.card_token, i.description, i.quantity,
            i.unit_price_minor
          FROM books.purchase_item i JOIN books.card_transaction t USING (transaction_id)
          JOIN books.card USING (card_id) WHERE %s
          """
              .formatted(TRANSACTION_IN_TIME),
          "SELECT purchase_id, line_number, card_token, description, quantity, unit_price_minor"
              + " FROM books_item t WHERE "
              + TRANSACTION_IN_TIME);

  private static final StoredTable EXCEPTION =
      StoredTable.of(
          "transaction_exception",
          3,
          "transaction_key VARCHAR, transaction_type VARCHAR, card_token VARCHAR,"
              + " request_key VARCHAR, event_time TIMESTAMPTZ, amount_minor BIGINT,"
              + " currency VARCHAR, code VARCHAR, reason VARCHAR",
          """
          SELECT e.transaction_key, e.transaction_type, card.card_token, e.request_key,
            e.event_time, e.amount_minor, e.currency, x.code, e.reason_text
          FROM books.transaction_exception e JOIN books.card USING (card_id)
          JOIN books.exception_code x USING (exception_code_id) WHERE %s
          """
              .formatted(IN_TIME),
          """
          SELECT transaction_id, upper(regexp_replace(transaction_type, '([a-z])([A-Z])', '\\1_\\2', 'g')),
            card_token, authorization_id, event_time, amount_minor, currency, code, reason
          FROM expected_transaction_exception WHERE %s
          """
              .formatted(IN_TIME));

  private static final StoredTable FINDING =
      StoredTable.of(
          "fraud_finding",
          2,
          "finding_key VARCHAR, card_token VARCHAR, request_key VARCHAR,"
              + " request_time TIMESTAMPTZ, event_time TIMESTAMPTZ, verdict VARCHAR,"
              + " source VARCHAR, note VARCHAR, content_fingerprint BIGINT",
          "SELECT finding_key, card_token, request_key, request_time, event_time, verdict, source,"
              + " note, content_fingerprint FROM books.fraud_finding JOIN books.card USING (card_id)",
          "SELECT finding_key, card_token, request_key, request_time, event_time, verdict, source,"
              + " note, content_fingerprint FROM books_finding");

  private static final StoredTable REFUSED =
      StoredTable.of(
          "refused_document",
          2,
          "document_digest VARCHAR, kind VARCHAR, error_code VARCHAR, error_message VARCHAR",
          "SELECT document_digest, kind, error_code, error_message FROM books.refused_document"
              + " WHERE error_code <> 'CONFLICT'",
          "SELECT '', '', '', '' WHERE false");

  private StoredTables() {}

  /** All of them, what happened first. */
  public static List<StoredTable> all() {
    return Stream.concat(
            Stream.of(
                AUTHORIZATION,
                REQUEST_MONTH,
                REASON,
                TRANSACTION,
                ITEM,
                EXCEPTION,
                FINDING,
                REFUSED,
                StoredLedger.transfers(),
                StoredLedger.balances()),
            StoredReferences.all().stream())
        .toList();
  }
}
