package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.AnsweredRequest;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.money.MinorUnits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The card's usual before a request, from the books: amounts by category, hours of the day and
 * places of what was approved and is not known as fraud, in the {@value #DAYS} days before; and the
 * requests around it.
 */
final class CaseStory {
  /** Days that the usual is taken from. */
  static final int DAYS = 180;

  /** Most requests that it is taken from, the newest. */
  static final int MAX_REQUESTS = 5_000;

  /** Most categories, and most places. */
  static final int MAX_NAMED = 20;

  /** Requests shown before, and after. */
  static final int AROUND = 15;

  private static final int HOURS = 24;

  private static final String CARD =
      """
      SELECT c.card_id, coalesce(a.status, 'UNKNOWN') AS status, l.limit_minor, l.currency,
             coalesce(t.city_name, '') AS city, coalesce(s.state_code, '') AS state
      FROM books.card c
      LEFT JOIN books.card_account a USING (card_id)
      LEFT JOIN books.credit_limit l ON l.card_update_id = a.newest_update_id
      LEFT JOIN books.cardholder h USING (card_id)
      LEFT JOIN books.address d USING (address_id)
      LEFT JOIN books.postal_area p USING (postal_area_id)
      LEFT JOIN books.city t USING (city_id)
      LEFT JOIN books.state s USING (state_id)
      WHERE c.card_token = ?
      """;

  // Read once into a table that ends with the transaction; the four questions are asked of it.
  private static final String USUAL =
      """
      SELECT g.category_code, r.amount_minor, r.currency,
             extract(hour FROM r.event_time AT TIME ZONE 'UTC')::int AS hour,
             coalesce(t.city_name, '') AS city, coalesce(s.state_code, '') AS state
      FROM books.authorization_request r
      """
          + AnsweredRequest.WORDS
          + """
      WHERE r.card_id = ? AND r.event_time >= ? AND r.event_time < ? AND d.outcome = 'APPROVED'
        AND r.authorization_id NOT IN (SELECT l.authorization_id FROM books.authorization_label l
                                       WHERE l.card_id = ? AND l.is_fraud)
      ORDER BY r.event_time DESC LIMIT ?
      """;
  private static final String SUMMED =
      """
      WITH usual AS (%s),
      figures AS (
        SELECT category_code, currency, hour, state, city,
               grouping(category_code, hour, city) AS left_out, count(*) AS requests,
               percentile_disc(0.5) WITHIN GROUP (ORDER BY amount_minor) AS median,
               percentile_disc(0.95) WITHIN GROUP (ORDER BY amount_minor) AS high
        FROM usual GROUP BY GROUPING SETS ((category_code, currency), (hour), (state, city)))
      SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY left_out ORDER BY requests DESC, category_code,
                                     hour, state, city) AS rank FROM figures) ranked
      WHERE rank <= ? ORDER BY left_out, rank
      """
          .formatted(USUAL);
  private static final String AROUND_IT =
      """
      SELECT r.request_key, r.event_time, r.amount_minor, r.currency, n.name_text, g.category_code,
             coalesce(t.city_name, '') AS city, coalesce(s.state_code, '') AS state, d.outcome,
             d.fraud_probability,
             (SELECT CASE WHEN l.is_fraud THEN 'FRAUD' ELSE 'GENUINE' END
              FROM books.authorization_label l
              WHERE l.authorization_id = r.authorization_id) AS verdict
      FROM (
        (SELECT * FROM books.authorization_request
         WHERE card_id = ? AND event_time <= ? ORDER BY event_time DESC, request_key LIMIT ?)
        UNION ALL
        (SELECT * FROM books.authorization_request
         WHERE card_id = ? AND event_time > ? ORDER BY event_time, request_key LIMIT ?)) r
      """
          + AnsweredRequest.WORDS
          + "ORDER BY r.event_time DESC, r.request_key";

  // What grouping() gives where one of its three columns is grouped by: the bits of the others.
  private static final int BY_CATEGORY = 0b011;
  private static final int BY_HOUR = 0b101;

  private final Database books;

  /** Stories from these books. */
  CaseStory(Database books) {
    this.books = books;
  }

  /**
   * Adds {@code card}, {@code usual} and {@code requests}, and to {@code merchant} its requests; a
   * card that the books do not know has a usual of nothing.
   */
  void add(ObjectNode node, String token, CaseAlert alert) throws SQLException {
    Instant at = alert.time();
    books.change(
        connection -> {
          try (Statement set = connection.createStatement()) {
            set.execute("SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_custom_plan");
          }
          long card = card(connection, token, node.putObject("card"));
          usual(connection, card, at, node.putObject("usual"));
          around(connection, card, at, node.putArray("requests"));
          MerchantRequests.add(
              connection, alert.merchantId(), node.withObject("/merchant").putObject("requests"));
        });
  }

  private static long card(Connection connection, String token, ObjectNode into)
      throws SQLException {
    into.put("card_token", token);
    Optional<Long> known =
        new Query(CARD)
            .with(token)
            .first(
                connection,
                row -> {
                  into.put("status", row.getString("status"))
                      .put("city", row.getString("city"))
                      .put("state", row.getString("state"));
                  String currency = row.getString("currency");
                  if (currency != null) {
                    into.put(
                            "credit_limit",
                            MinorUnits.decimal(row.getLong("limit_minor"), currency))
                        .put("currency", currency);
                  }
                  return row.getLong("card_id");
                });
    if (known.isEmpty()) {
      into.put("status", "UNKNOWN").put("city", "").put("state", "");
    }
    return known.orElse(-1L);
  }

  private static void usual(Connection connection, long card, Instant at, ObjectNode into)
      throws SQLException {
    ArrayNode categories = into.put("days", DAYS).putArray("categories");
    ArrayNode hours = into.putArray("hours");
    ArrayNode places = into.putArray("places");
    long[] byHour = new long[HOURS];
    new Query(SUMMED)
        .withAll(List.of(card, at.minus(Duration.ofDays(DAYS)), at, card, MAX_REQUESTS))
        .with(Math.max(MAX_NAMED, HOURS))
        .each(
            connection,
            0,
            row -> {
              switch (row.getInt("left_out")) {
                case BY_CATEGORY -> category(row, categories);
                case BY_HOUR -> byHour[row.getInt("hour")] = row.getLong("requests");
                default -> place(row, places);
              }
            });
    for (long requests : byHour) {
      hours.add(requests);
    }
    into.put("requests", Arrays.stream(byHour).sum());
  }

  private static void category(ResultSet row, ArrayNode into) throws SQLException {
    String currency = row.getString("currency");
    into.addObject()
        .put("category", row.getString("category_code"))
        .put("requests", row.getLong("requests"))
        .put("median", MinorUnits.decimal(row.getLong("median"), currency))
        .put("high", MinorUnits.decimal(row.getLong("high"), currency))
        .put("currency", currency);
  }

  private static void place(ResultSet row, ArrayNode into) throws SQLException {
    into.addObject()
        .put("city", row.getString("city"))
        .put("state", row.getString("state"))
        .put("requests", row.getLong("requests"));
  }

  private static void around(Connection connection, long card, Instant at, ArrayNode into)
      throws SQLException {
    new Query(AROUND_IT)
        .withAll(List.of(card, at, AROUND + 1, card, at, AROUND))
        .each(connection, 0, row -> request(row, into.addObject()));
  }

  private static void request(ResultSet row, ObjectNode into) throws SQLException {
    AnsweredRequest request = AnsweredRequest.of(row);
    into.put("request_id", request.id())
        .put("time", request.time().toString())
        .put("amount", MinorUnits.decimal(request.amountMinor(), request.currency()))
        .put("currency", request.currency())
        .put("merchant", request.merchant())
        .put("category", request.category())
        .put("city", request.city())
        .put("state", request.state())
        .put("outcome", request.outcome().name())
        .put("fraud_probability", request.probability())
        .put("verdict", row.getString("verdict"));
  }
}
