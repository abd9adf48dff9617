package io.cardbeam.browser.bench;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came since a star was built: its newest requests once more, under other ids and up to now,
 * with the purchases of those that were approved. They are stored in the books as a stream stores
 * them.
 */
final class RequestsSince {
  private static final int AT_A_TIME = 500;

  /** Each as a document of the books, with its kind. */
  private static final String DOCUMENTS =
      """
      WITH newest AS (
        SELECT *, event_time + (to_timestamp(?::BIGINT // 1000) - max(event_time) OVER ()) AS came_at,
          row_number() OVER (ORDER BY event_time, authorization_key) AS number
        FROM (FROM fact_authorization ORDER BY event_time DESC, authorization_key LIMIT %d)),
      told AS (
        SELECT number, o.outcome, strftime(came_at AT TIME ZONE 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%%gZ') AS told_at,
          c.card_token, f.amount_minor, f.currency, m.merchant_id, m.merchant_name, g.category,
          {
            request_id: 'since-' || number, card_token: c.card_token,
            event_time: strftime(came_at AT TIME ZONE 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%%gZ'),
            amount_minor: f.amount_minor, currency: f.currency, merchant_id: m.merchant_id,
            merchant_name: m.merchant_name, category: g.category, channel: f.channel,
            merchant_latitude: f.merchant_latitude, merchant_longitude: f.merchant_longitude,
            merchant_city: f.merchant_city, merchant_state: f.merchant_state, outcome: o.outcome,
            fraud_probability: f.fraud_probability, policy_version: f.policy_version,
            model_version: f.model_version, content_fingerprint: 2, reasons: []::VARCHAR[]
          } AS request
        FROM newest f JOIN dim_card c USING (card_key) JOIN dim_merchant m USING (merchant_key)
        JOIN dim_category g USING (category_key) JOIN dim_outcome o USING (outcome_key))
      SELECT 'AUTHORIZATION', to_json({'authorization': request})::VARCHAR, number, 1
      FROM told
      UNION ALL
      SELECT 'PURCHASE', to_json({'transaction': {
        id: 'since-p-' || number, authorization_id: 'since-' || number, card_token: card_token,
        event_time: told_at, effective_from: told_at, amount_minor: amount_minor,
        currency: currency, content_fingerprint: 3, merchant_id: merchant_id,
        merchant_name: merchant_name, category: category, items: []::VARCHAR[]}})::VARCHAR,
        number, 2
      FROM told WHERE outcome = 'APPROVED'
      ORDER BY 3, 4
      """;

  private RequestsSince() {}

  /**
   * Stores them.
   *
   * @param count how many requests
   * @param nowMillis when the last of them came, milliseconds since 1970 UTC
   */
  static void store(StarFolder folder, BooksConnection books, int count, long nowMillis)
      throws IOException {
    try (StarDatabase star = StarDatabase.open(folder);
        Database database = new Database(books, Pool.COMMAND);
        Connection connection = database.open()) {
      List<List<@Nullable Object>> documents =
          star.rows(DOCUMENTS.formatted(count), List.of(nowMillis));
      for (int from = 0; from < documents.size(); from += AT_A_TIME) {
        store(connection, documents.subList(from, Math.min(documents.size(), from + AT_A_TIME)));
      }
    } catch (QueryException | SQLException e) {
      throw new IOException("rows since the star can't be stored: " + e.getMessage(), e);
    }
  }

  private static void store(Connection connection, List<List<@Nullable Object>> documents)
      throws SQLException {
    List<Object> kinds = new ArrayList<>();
    List<Object> texts = new ArrayList<>();
    for (List<@Nullable Object> document : documents) {
      kinds.add(String.valueOf(document.get(0)));
      texts.add(String.valueOf(document.get(1)));
    }
    try (CallableStatement call = connection.prepareCall("CALL books.store_all(?, ?)")) {
      call.setArray(1, connection.createArrayOf("text", kinds.toArray()));
      call.setArray(2, connection.createArrayOf("text", texts.toArray()));
      call.execute();
    }
  }
}
