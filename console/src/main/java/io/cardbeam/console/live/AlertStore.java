package io.cardbeam.console.live;

import io.cardbeam.console.database.AnsweredRequest;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.live.AlertQuery.Cursor;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Alerts of the past, from the books: decisions that raised one. Place and words are those of the
 * alert that was sent: of the purchase, else the cardholder's.
 */
final class AlertStore {
  private static final String SELECT =
      """
      SELECT r.authorization_id, r.request_key, r.event_time, r.amount_minor, r.currency,
             c.card_token, coalesce(a.last_four, '') AS last_four, d.outcome, d.fraud_probability,
             m.merchant_key, n.name_text, g.category_code,
             coalesce(s.state_code, home_s.state_code, '') AS state,
             coalesce(t.city_name, home_t.city_name, '') AS city,
             ARRAY(SELECT ARRAY[reason.reason_code, why.reason_text]
                   FROM books.authorization_reason why JOIN books.reason USING (reason_id)
                   WHERE why.authorization_id = r.authorization_id
                   ORDER BY why.weight_rank) AS reasons
      FROM books.authorization_request r
      """
          + AnsweredRequest.WORDS
          + """
      JOIN books.card c ON c.card_id = r.card_id
      JOIN books.merchant m ON m.merchant_id = n.merchant_id
      LEFT JOIN books.card_account a ON a.card_id = r.card_id
      LEFT JOIN books.cardholder h ON h.card_id = r.card_id
      LEFT JOIN books.address home USING (address_id)
      LEFT JOIN books.postal_area area USING (postal_area_id)
      LEFT JOIN books.city home_t ON home_t.city_id = area.city_id
      LEFT JOIN books.state home_s ON home_s.state_id = home_t.state_id
      WHERE d.alert_raised
        AND r.event_time >= ? AND r.event_time < ?
        AND r.event_time <= ? AND (r.event_time, r.authorization_id) < (?, ?)
        AND (? OR coalesce(s.state_code, home_s.state_code, '') = ?)
        AND (? OR coalesce(t.city_name, home_t.city_name, '') = ?)
        AND (? OR g.category_code = ?)
        AND (? OR d.outcome = ?)
        AND (? OR n.name_text = ? OR m.merchant_key = ?)
      ORDER BY r.event_time DESC, r.authorization_id DESC
      LIMIT ?
      """;

  private final Database database;

  AlertStore(Database database) {
    this.database = database;
  }

  /** An alert, and where the list goes on after it. */
  record Stored(FraudAlert alert, Cursor cursor) {}

  /** Newest first, one more than the limit if there are more. */
  List<Stored> read(AlertQuery query) throws SQLException {
    return database.transact(
        connection -> {
          try (Statement set = connection.createStatement()) {
            set.execute("SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_custom_plan");
          }
          return read(connection, query);
        });
  }

  private static List<Stored> read(Connection connection, AlertQuery query) throws SQLException {
    return new Query(SELECT)
        .withAll(values(query))
        .list(
            connection,
            row -> {
              FraudAlert alert = alert(row);
              return new Stored(
                  alert, new Cursor(alert.getEventTime(), row.getLong("authorization_id")));
            });
  }

  /** In the order of their places in the statement. */
  private static List<Object> values(AlertQuery query) {
    HistoryFilters filters = query.filters();
    Cursor before = query.before().orElse(new Cursor(query.to(), Long.MAX_VALUE));
    List<Object> values = new ArrayList<>(List.of(query.from(), query.to()));
    values.addAll(List.of(before.time(), before.time(), before.authorization()));
    for (Optional<String> filter :
        List.of(
            filters.state(),
            filters.city(),
            filters.category(),
            filters.outcome().map(Outcome::name),
            filters.merchant())) {
      values.add(filter.isEmpty());
      values.add(filter.orElse(""));
    }
    values.add(filters.merchant().orElse(""));
    values.add(query.limit() + 1);
    return values;
  }

  private static FraudAlert alert(ResultSet row) throws SQLException {
    AnsweredRequest request = AnsweredRequest.of(row);
    return FraudAlert.newBuilder()
        .setAlertId(request.id())
        .setCardToken(row.getString("card_token"))
        .setEventTime(request.time())
        .setOutcome(request.outcome())
        .setFraudProbability(request.probability())
        .setAmountMinor(request.amountMinor())
        .setCurrency(request.currency())
        .setMerchantId(row.getString("merchant_key"))
        .setMerchantName(request.merchant())
        .setCategory(request.category())
        .setLastFour(row.getString("last_four"))
        .setCity(request.city())
        .setState(request.state())
        .setReasons(reasons(row.getArray("reasons")))
        .build();
  }

  private static List<Reason> reasons(Array codesAndTexts) throws SQLException {
    return Arrays.stream((Object[]) codesAndTexts.getArray())
        .map(String[].class::cast)
        .map(reason -> new Reason(reason[0], reason[1], null))
        .toList();
  }
}
