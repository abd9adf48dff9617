package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.money.MinorUnits;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests that were declined or referred, why, and whether the cardholder said who it was. */
final class DeclinedList {
  private static final int CURSOR_PARTS = 2;
  private static final String PAGE =
      """
      WITH page AS (
        SELECT r.authorization_id, r.request_key COLLATE "C" AS request_key, r.event_time,
               r.amount_minor, r.currency::text AS currency, r.merchant_name_id, r.category_id,
               r.place_id, d.outcome
        FROM books.authorization_request r JOIN books.authorization_decision d
          USING (authorization_id)
        WHERE r.card_id = ? AND d.outcome <> 'APPROVED'
          AND (? OR (r.event_time, r.request_key COLLATE "C") < (?, ?))
        ORDER BY r.event_time DESC, r.request_key COLLATE "C" DESC LIMIT ?)
      SELECT page.*, n.name_text AS merchant, g.category_code AS category,
             coalesce(t.city_name, '') AS city, coalesce(s.state_code, '') AS state,
             ARRAY(SELECT w.reason_text FROM books.authorization_reason w
                   WHERE w.authorization_id = page.authorization_id ORDER BY w.weight_rank)
               AS reasons,
             a.is_mine, a.answered_at
      FROM page
      JOIN books.merchant_name n USING (merchant_name_id)
      JOIN books.category g USING (category_id)
      LEFT JOIN books.place p USING (place_id)
      LEFT JOIN books.city t USING (city_id)
      LEFT JOIN books.state s USING (state_id)
      LEFT JOIN LATERAL (
        SELECT answer.* FROM (
          SELECT a.said = 'MINE' AS is_mine, a.acted_at AS answered_at, a.turn
          FROM mine.act a
          WHERE a.card_token = ? AND a.kind = 'ANSWER' AND a.subject_key = page.request_key
          UNION ALL
          SELECT f.verdict = 'GENUINE', f.event_time, 0
          FROM books.fraud_finding f
          WHERE f.request_key = page.request_key AND f.card_id = ? AND f.source = 'CARDHOLDER')
          answer
        ORDER BY answered_at DESC, turn DESC LIMIT 1) a ON true
      ORDER BY page.event_time DESC, page.request_key DESC
      """;

  private DeclinedList() {}

  /** Which page of them. */
  record Asked(Optional<Place> after, int limit) {
    /** Reads a query; names all that is wrong with it. */
    static Asked of(Context ctx) throws RefusedException {
      QueryParameters given = new QueryParameters(ctx, Set.of("limit", "cursor"));
      Asked asked =
          new Asked(
              given.cursor(CURSOR_PARTS, part -> new Place(Cursor.time(part.get(0)), part.get(1))),
              Lists.limit(given));
      given.refuse();
      return asked;
    }
  }

  /** Where something stands in a list that is ordered by time and key. */
  record Place(Instant time, String key) {
    static final Place TOP = new Place(QueryParameters.LAST, "");

    String cursor() {
      return Cursor.of(time.toString(), key);
    }
  }

  /** A page of them, newest first. */
  static ObjectNode page(Connection connection, OwnCard card, Asked asked, Instant now)
      throws SQLException {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("requests");
    Place after = asked.after().orElse(Place.TOP);
    List<Place> places = new ArrayList<>();
    new Query(PAGE)
        .with(card.id())
        .withAll(List.of(asked.after().isEmpty(), after.time(), after.key()))
        .with(asked.limit() + 1)
        .withAll(List.of(card.token(), card.id()))
        .list(
            connection,
            row -> {
              places.add(
                  new Place(
                      Query.time(row, "event_time").orElseThrow(), row.getString("request_key")));
              return places.size() > asked.limit() ? list : list.add(request(row, now));
            });
    if (places.size() > asked.limit()) {
      node.put("next_cursor", places.get(asked.limit() - 1).cursor());
    }
    return node;
  }

  private static ObjectNode request(ResultSet row, Instant now) throws SQLException {
    Instant time = Query.time(row, "event_time").orElseThrow();
    String currency = row.getString("currency");
    ObjectNode request =
        Json.object()
            .put("request_id", row.getString("request_key"))
            .put("time", time.toString())
            .put("can_be_answered", Answering.isOpen(time, now))
            .put("amount", MinorUnits.decimal(row.getLong("amount_minor"), currency))
            .put("currency", currency)
            .put("outcome", row.getString("outcome"))
            .put("merchant", row.getString("merchant"))
            .put("category", row.getString("category"))
            .put("city", row.getString("city"))
            .put("state", row.getString("state"));
    ArrayNode reasons = request.putArray("reasons");
    for (Object reason : (Object[]) row.getArray("reasons").getArray()) {
      reasons.add(String.valueOf(reason));
    }
    Optional<Instant> answered = Query.time(row, "answered_at");
    if (answered.isPresent()) {
      request
          .putObject("answer")
          .put("mine", row.getBoolean("is_mine"))
          .put("time", answered.get().toString());
    }
    return request;
  }
}
