package io.cardbeam.console.board;

import io.cardbeam.console.database.RequestLabels;

/**
 * The board's statements. What is counted and what is listed are the same rows: both are cut by the
 * same range, currency and kind.
 */
final class BoardSql {
  /** The newest month with rows of any kind. */
  static final String NEWEST =
      """
      SELECT greatest(
        (SELECT max(event_time) FROM books.authorization_request),
        (SELECT max(event_time) FROM books.card_transaction WHERE transaction_type = 'PAYMENT'),
        (SELECT max(period_end)::timestamp AT TIME ZONE 'UTC' FROM books.statement),
        (SELECT max(event_time) FROM books.transaction_exception)) AS newest
      """;

  private static final String MONTH = "date_trunc('month', %s AT TIME ZONE 'UTC')::date AS month";

  /** Places: the range. */
  static final String REQUESTS =
      """
      SELECT month, currency::text AS currency, outcome, alert_raised,
             sum(request_count)::bigint AS count, sum(amount_minor) AS minor
      FROM books.request_month
      WHERE month >= (? AT TIME ZONE 'UTC')::date AND month < (? AT TIME ZONE 'UTC')::date
      GROUP BY 1, 2, 3, 4
      """;

  /** Places: the range. */
  static final String FRAUD =
      "WITH "
          + RequestLabels.SQL
          + "SELECT "
          + MONTH.formatted("r.event_time")
          + """
          , r.currency::text AS currency, d.outcome, count(*) AS count,
                 sum(r.amount_minor) AS minor
          FROM label l JOIN books.authorization_request r USING (authorization_id)
          JOIN books.authorization_decision d USING (authorization_id)
          WHERE l.fraud
          GROUP BY 1, 2, 3
          """;

  /**
   * What a statement charges: purchases, payments that came back, credits that were taken back,
   * fees and interest.
   */
  private static final String CHARGED =
      "s.purchases_minor + s.returned_payments_minor + s.disputes_minor + s.fees_minor"
          + " + s.interest_minor";

  static final String STATEMENTS =
      """
      SELECT date_trunc('month', s.period_end::timestamp)::date AS month,
             s.currency::text AS currency, count(*) AS count, sum(%s) AS minor
      FROM books.newest_statement s
      WHERE s.period_end >= (? AT TIME ZONE 'UTC')::date
        AND s.period_end < (? AT TIME ZONE 'UTC')::date
      GROUP BY 1, 2
      """
          .formatted(CHARGED);

  static final String PAYMENTS =
      "SELECT "
          + MONTH.formatted("t.event_time")
          + """
          , t.currency::text AS currency, count(*) AS count, sum(t.amount_minor) AS minor
          FROM books.card_transaction t
          WHERE t.transaction_type = 'PAYMENT' AND t.event_time >= ? AND t.event_time < ?
          GROUP BY 1, 2
          """;

  static final String EXCEPTIONS =
      "SELECT "
          + MONTH.formatted("e.event_time")
          + """
          , e.currency, count(*) AS count, sum(e.amount_minor) AS minor
          FROM books.transaction_exception e
          WHERE e.event_time >= ? AND e.event_time < ?
          GROUP BY 1, 2
          """;

  /** Newest first, after a place: range, currency, the place's three values, how many. */
  private static final String PAGE =
      """
      SELECT * FROM (%s) rows
      WHERE at >= ? AND at < ? AND currency = ?
        AND (at, id COLLATE "C", card_token COLLATE "C") < (?, ?, ?)
      ORDER BY at DESC, id COLLATE "C" DESC, card_token COLLATE "C" DESC LIMIT ?
      """;

  private static final String CARD =
      " JOIN books.card c USING (card_id) LEFT JOIN books.card_account a USING (card_id) ";

  /** Before the places of a page: the outcomes, and whether only alerts are wanted. */
  static final String REQUEST_ROWS =
      PAGE.formatted(
          """
          SELECT r.event_time AS at, r.request_key AS id, c.card_token,
                 coalesce(a.last_four, '') AS last_four, r.amount_minor,
                 r.currency::text AS currency, d.outcome AS what, n.name_text AS detail
          FROM books.authorization_request r
          """
              + CARD
              + """
              JOIN books.authorization_decision d USING (authorization_id)
              JOIN books.merchant_name n USING (merchant_name_id)
              WHERE d.outcome = ANY (?) AND (d.alert_raised OR NOT ?)
              """);

  /** Before the places of a page: the range, the outcomes. */
  static final String FRAUD_ROWS =
      "WITH "
          + RequestLabels.SQL
          + PAGE.formatted(
              """
              SELECT r.event_time AS at, r.request_key AS id, c.card_token,
                     coalesce(a.last_four, '') AS last_four, r.amount_minor,
                     r.currency::text AS currency, d.outcome AS what, n.name_text AS detail
              FROM label l JOIN books.authorization_request r USING (authorization_id)
              """
                  + CARD
                  + """
                  JOIN books.authorization_decision d USING (authorization_id)
                  JOIN books.merchant_name n USING (merchant_name_id)
                  WHERE l.fraud AND d.outcome = ANY (?)
                  """);

  static final String STATEMENT_ROWS =
      PAGE.formatted(
          """
          SELECT s.period_end::timestamp AT TIME ZONE 'UTC' AS at,
                 s.period_end || '-' || s.issue AS id, s.card_token, s.last_four,
                 %s AS amount_minor, s.currency::text AS currency,
                 'issue ' || s.issue AS what, 'due ' || s.due_date AS detail
          FROM books.newest_statement s
          """
              .formatted(CHARGED));

  static final String PAYMENT_ROWS =
      PAGE.formatted(
          """
          SELECT t.event_time AS at, t.transaction_key AS id, c.card_token,
                 coalesce(a.last_four, '') AS last_four, t.amount_minor,
                 t.currency::text AS currency, m.method_name AS what, '' AS detail
          FROM books.card_transaction t
          """
              + CARD
              + """
              JOIN books.payment p USING (transaction_id)
              JOIN books.payment_method m USING (payment_method_id)
              """);

  static final String EXCEPTION_ROWS =
      PAGE.formatted(
          """
          SELECT e.event_time AS at, lower(e.transaction_type) || ' ' || e.transaction_key AS id,
                 c.card_token, coalesce(a.last_four, '') AS last_four, e.amount_minor, e.currency,
                 x.code AS what, e.reason_text AS detail
          FROM books.transaction_exception e
          """
              + CARD
              + "JOIN books.exception_code x USING (exception_code_id)");

  private BoardSql() {}

  static String rows(BoardFigure figure) {
    return switch (figure.source()) {
      case REQUESTS -> figure.which() == BoardFigure.Which.FRAUD ? FRAUD_ROWS : REQUEST_ROWS;
      case STATEMENTS -> STATEMENT_ROWS;
      case PAYMENTS -> PAYMENT_ROWS;
      case EXCEPTIONS -> EXCEPTION_ROWS;
    };
  }
}
