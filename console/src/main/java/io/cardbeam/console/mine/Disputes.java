package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.mine.DeclinedList.Asked;
import io.cardbeam.console.mine.DeclinedList.Place;
import io.cardbeam.money.MinorUnits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Disputes of a card, whoever opened them, with what became of each; newest first. */
final class Disputes {
  /** In a cardholder's words. */
  private static final String NOT_TAKEN = "The bank could not take it. Please call your bank.";

  private static final String PAGE =
      """
      WITH dispute AS (
        SELECT t.transaction_key COLLATE "C" AS dispute_key, t.event_time, t.amount_minor,
               t.currency, t.card_id, c.purchase_key, c.reason_text AS reason,
               true AS is_credited, NULL AS refusal
        FROM books.chargeback c JOIN books.card_transaction t USING (transaction_id)
        WHERE t.card_id = ?
        UNION ALL
        SELECT a.act_id, a.acted_at, a.amount_minor, t.currency, t.card_id, t.transaction_key,
               a.said, false, x.code
        FROM mine.act a
        JOIN books.card_transaction t ON t.transaction_key = a.subject_key
          AND t.transaction_type = 'PURCHASE' AND t.card_id = ?
        LEFT JOIN (books.transaction_exception e JOIN books.exception_code x
            USING (exception_code_id))
          ON e.transaction_key = a.act_id AND e.card_id = t.card_id
            AND e.transaction_type = 'CHARGEBACK'
        WHERE a.card_token = ? AND a.kind = 'DISPUTE' AND NOT EXISTS (
          SELECT FROM books.card_transaction b
          WHERE b.transaction_key = a.act_id AND b.card_id = t.card_id
            AND b.transaction_type = 'CHARGEBACK'))
      SELECT d.dispute_key, d.event_time, d.amount_minor, d.currency::text AS currency, d.reason,
             d.is_credited, d.refusal, d.purchase_key, t.event_time AS purchased_at,
             t.amount_minor AS purchase_minor, coalesce(n.name_text, '') AS merchant,
             coalesce(g.category_code, '') AS category
      FROM dispute d
      LEFT JOIN books.card_transaction t ON t.transaction_key = d.purchase_key
        AND t.card_id = d.card_id AND t.transaction_type = 'PURCHASE'
      LEFT JOIN books.purchase p ON p.transaction_id = t.transaction_id
      LEFT JOIN books.merchant_name n USING (merchant_name_id)
      LEFT JOIN books.category g USING (category_id)
      WHERE (? OR (d.event_time, d.dispute_key) < (?, ?)) AND (? OR d.dispute_key = ?)
      ORDER BY d.event_time DESC, d.dispute_key DESC LIMIT ?
      """;
  private static final String DECISIONS =
      """
      SELECT c.transaction_key AS dispute_key, t.event_time, t.amount_minor, s.outcome
      FROM books.card_transaction c
      JOIN books.chargeback_resolution s ON s.chargeback_key = c.transaction_key
        AND s.card_id = c.card_id
      JOIN books.card_transaction t ON t.transaction_id = s.transaction_id
      WHERE c.card_id = ? AND c.transaction_type = 'CHARGEBACK' AND c.transaction_key = ANY (?)
      ORDER BY t.event_time, t.transaction_key COLLATE "C"
      """;

  private Disputes() {}

  private record Found(Place place, ObjectNode node, long amountMinor, String currency) {}

  /** A page of them. */
  static ObjectNode page(Connection connection, OwnCard card, Asked asked) throws SQLException {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("disputes");
    List<Found> found = find(connection, card, asked.after(), Optional.empty(), asked.limit() + 1);
    found.stream().limit(asked.limit()).forEach(one -> list.add(one.node()));
    if (found.size() > asked.limit()) {
      node.put("next_cursor", found.get(asked.limit() - 1).place().cursor());
    }
    return node;
  }

  /** One that is there. */
  static ObjectNode one(Connection connection, OwnCard card, String disputeId) throws SQLException {
    return find(connection, card, Optional.empty(), Optional.of(disputeId), 1).get(0).node();
  }

  private static List<Found> find(
      Connection connection, OwnCard card, Optional<Place> after, Optional<String> only, int most)
      throws SQLException {
    Place place = after.orElse(Place.TOP);
    Map<String, Found> found = new LinkedHashMap<>();
    new Query(PAGE)
        .withAll(List.of(card.id(), card.id(), card.token()))
        .withAll(List.of(after.isEmpty(), place.time(), place.key()))
        .withAll(List.of(only.isEmpty(), only.orElse("")))
        .with(most)
        .list(
            connection,
            row -> {
              Found one = found(row);
              return found.put(one.place().key(), one);
            });
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    found.forEach((key, one) -> outcomes.put(key, new Outcome()));
    new Query(DECISIONS)
        .with(card.id())
        .with(connection.createArrayOf("text", found.keySet().toArray()))
        .list(connection, row -> decide(row, found, outcomes));
    found.forEach(
        (key, one) ->
            one.node().put("state", state(one, outcomes.getOrDefault(key, new Outcome()))));
    return new ArrayList<>(found.values());
  }

  /** What of a dispute was decided, minor units. */
  private static final class Outcome {
    private long upheld;
    private long rejected;
  }

  private static Found found(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    Instant time = Query.time(row, "event_time").orElseThrow();
    long amount = row.getLong("amount_minor");
    String key = row.getString("dispute_key");
    ObjectNode node =
        Json.object()
            .put("dispute_id", key)
            .put("purchase_id", row.getString("purchase_key"))
            .put("merchant", row.getString("merchant"))
            .put("category", row.getString("category"))
            .put("amount", MinorUnits.decimal(amount, currency))
            .put("currency", currency)
            .put("reason", row.getString("reason"));
    Optional<Instant> purchased = Query.time(row, "purchased_at");
    if (purchased.isPresent()) {
      node.put("purchased_at", purchased.get().toString())
          .put("purchase_amount", MinorUnits.decimal(row.getLong("purchase_minor"), currency));
    }
    ArrayNode steps = node.putArray("steps");
    step(steps, time, "RECEIVED", amount, currency);
    String refusal = row.getString("refusal");
    if (row.getBoolean("is_credited")) {
      step(steps, time, "CREDITED", amount, currency);
    } else if (refusal != null) {
      step(steps, time, "NOT_ACCEPTED", amount, currency);
      node.put("why_not", NOT_TAKEN);
    }
    return new Found(new Place(time, key), node, amount, currency);
  }

  private static boolean decide(
      ResultSet row, Map<String, Found> found, Map<String, Outcome> outcomes) throws SQLException {
    Found one = found.get(row.getString("dispute_key"));
    Outcome outcome = outcomes.get(row.getString("dispute_key"));
    if (one == null || outcome == null) {
      return false;
    }
    long amount = row.getLong("amount_minor");
    String how = row.getString("outcome");
    if (how.equals("UPHELD")) {
      outcome.upheld += amount;
    } else {
      outcome.rejected += amount;
    }
    step(
        one.node().withArray("steps"),
        Query.time(row, "event_time").orElseThrow(),
        how,
        amount,
        one.currency());
    return true;
  }

  private static void step(
      ArrayNode steps, Instant time, String step, long minor, String currency) {
    steps
        .addObject()
        .put("step", step)
        .put("time", time.toString())
        .put("amount", MinorUnits.decimal(minor, currency));
  }

  private static String state(Found one, Outcome outcome) {
    String last = one.node().path("steps").path(1).path("step").asText("RECEIVED");
    if (!last.equals("CREDITED")) {
      return last;
    }
    if (outcome.upheld + outcome.rejected < one.amountMinor()) {
      return "CREDITED";
    }
    return outcome.rejected == 0 ? "UPHELD" : outcome.upheld == 0 ? "REJECTED" : "PARTLY_UPHELD";
  }
}
