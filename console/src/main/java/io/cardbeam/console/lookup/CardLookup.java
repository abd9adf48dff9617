package io.cardbeam.console.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.decision.ReasonVoice;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.books.BooksConnection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up cards with their newest authorizations and transactions. The session can't write, and a
 * query ends after five seconds.
 */
public final class CardLookup implements AutoCloseable {
  /** Most authorizations, and most transactions, that an answer holds. */
  public static final int MAX_ROWS = 100;

  /** Most cards that an answer holds. */
  public static final int MAX_CARDS = 20;

  private static final String CARDS_BY_TOKEN =
      """
      SELECT c.card_id, c.card_token, coalesce(a.last_four, '') AS last_four,
             coalesce(a.status, 'UNKNOWN') AS status
      FROM books.card c LEFT JOIN books.card_account a USING (card_id)
      WHERE c.card_token = ? LIMIT ?
      """;
  private static final String CARDS_BY_LAST_FOUR =
      """
      SELECT c.card_id, c.card_token, a.last_four, a.status
      FROM books.card c JOIN books.card_account a USING (card_id)
      WHERE a.last_four = ? ORDER BY c.card_token LIMIT ?
      """;
  private static final String CARDS_BY_AUTHORIZATION =
      """
      SELECT c.card_id, c.card_token, coalesce(a.last_four, '') AS last_four,
             coalesce(a.status, 'UNKNOWN') AS status
      FROM books.authorization_request r
      JOIN books.card c USING (card_id) LEFT JOIN books.card_account a USING (card_id)
      WHERE r.request_key = ? ORDER BY c.card_token LIMIT ?
      """;
  private static final String AUTHORIZATIONS =
      """
      WITH newest AS (
        SELECT * FROM books.authorization_request
        WHERE card_id = ANY (?) AND (?::text IS NULL OR request_key = ?)
        ORDER BY event_time DESC, request_key, card_id LIMIT ?)
      SELECT n.event_time, n.request_key, c.card_token, n.amount_minor, n.currency, m.name_text,
             g.category_code, coalesce(t.city_name, '') AS city_name,
             coalesce(s.state_code, '') AS state_code, d.outcome, d.fraud_probability,
             ARRAY(SELECT ARRAY[k.reason_code, r.reason_text]
                   FROM books.authorization_reason r JOIN books.reason k USING (reason_id)
                   WHERE r.authorization_id = n.authorization_id ORDER BY r.weight_rank) AS reasons
      FROM newest n
      JOIN books.card c USING (card_id)
      JOIN books.authorization_decision d USING (authorization_id)
      JOIN books.merchant_name m USING (merchant_name_id)
      JOIN books.category g USING (category_id)
      LEFT JOIN books.place p USING (place_id)
      LEFT JOIN books.city t USING (city_id)
      LEFT JOIN books.state s USING (state_id)
      ORDER BY n.event_time DESC, n.request_key, c.card_id
      """;
  private static final String TRANSACTIONS =
      """
      SELECT t.event_time, t.transaction_type, t.transaction_key, c.card_token, t.amount_minor,
             t.currency, coalesce(m.name_text, r.merchant_name, '') AS merchant
      FROM books.card_transaction t
      JOIN books.card c ON c.card_id = t.card_id
      LEFT JOIN books.purchase p ON p.transaction_id = t.transaction_id
      LEFT JOIN books.merchant_name m ON m.merchant_name_id = p.merchant_name_id
      LEFT JOIN books.refund r ON r.transaction_id = t.transaction_id
      WHERE t.card_id = ANY (?)
      ORDER BY t.event_time DESC, t.transaction_type, t.transaction_key, c.card_id LIMIT ?
      """;

  private final Database database;

  /** How cards are named. */
  public enum By {
    /** The whole token, which is one card's. */
    TOKEN(CARDS_BY_TOKEN),
    /** The last four digits, which several cards may share. */
    LAST_FOUR(CARDS_BY_LAST_FOUR),
    /** The id of an authorization, which is then the only one that is found. */
    AUTHORIZATION(CARDS_BY_AUTHORIZATION);

    private final String query;

    By(String query) {
      this.query = query;
    }
  }

  /** Looks up in these books; the server need not be up yet. */
  public CardLookup(BooksConnection books) {
    database = new Database(books, Pool.BOOKS);
  }

  /** Ends without an exception if the database answers. */
  public void check() throws SQLException {
    if (!database.read(connection -> connection.isValid(1))) {
      throw new SQLException("the database does not answer");
    }
  }

  /**
   * What is booked on the cards of this name: {@code cards}, {@code authorizations} and {@code
   * transactions}, newest first; empty lists where there is no such card.
   *
   * @throws SQLException if the books can't be read
   */
  public ObjectNode find(By by, String name) throws SQLException {
    return database.transact(
        connection -> {
          ObjectNode found = Json.object();
          List<Long> ids = new ArrayList<>();
          cards(connection, by, name, ids, found.putArray("cards"));
          Array cardIds = connection.createArrayOf("bigint", ids.toArray());
          authorizations(
              connection,
              cardIds,
              by == By.AUTHORIZATION ? name : null,
              found.putArray("authorizations"));
          transactions(connection, cardIds, found.putArray("transactions"));
          return found;
        });
  }

  private static void cards(
      Connection connection, By by, String name, List<Long> ids, ArrayNode into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(by.query)) {
      select.setString(1, name);
      select.setInt(2, MAX_CARDS);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong("card_id"));
          copy(rows, into.addObject(), "card_token", "last_four", "status");
        }
      }
    }
  }

  private static void authorizations(
      Connection connection, Array cardIds, @Nullable String alone, ArrayNode into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(AUTHORIZATIONS)) {
      select.setArray(1, cardIds);
      select.setString(2, alone);
      select.setString(3, alone);
      select.setInt(4, MAX_ROWS);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ObjectNode row = money(rows, into.addObject());
          copy(rows, row, "card_token", "outcome");
          row.put("request_id", rows.getString("request_key"))
              .put("merchant", rows.getString("name_text"))
              .put("category", rows.getString("category_code"))
              .put("city", rows.getString("city_name"))
              .put("state", rows.getString("state_code"))
              .put("fraud_probability", rows.getDouble("fraud_probability"));
          ArrayNode reasons = row.putArray("reasons");
          for (Object reason : (Object[]) rows.getArray("reasons").getArray()) {
            String[] parts = (String[]) reason; // code and text
            reasons.add(ReasonVoice.forOthers(parts[0], parts[1]));
          }
        }
      }
    }
  }

  private static void transactions(Connection connection, Array cardIds, ArrayNode into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TRANSACTIONS)) {
      select.setArray(1, cardIds);
      select.setInt(2, MAX_ROWS);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ObjectNode row = money(rows, into.addObject());
          copy(rows, row, "card_token", "merchant");
          row.put("type", rows.getString("transaction_type"))
              .put("id", rows.getString("transaction_key"));
        }
      }
    }
  }

  private static ObjectNode money(ResultSet rows, ObjectNode row) throws SQLException {
    String currency = rows.getString("currency");
    return row.put("time", rows.getTimestamp("event_time").toInstant().toString())
        .put("amount", MinorUnits.decimal(rows.getLong("amount_minor"), currency))
        .put("currency", currency);
  }

  private static void copy(ResultSet rows, ObjectNode row, String... columns) throws SQLException {
    for (String column : columns) {
      row.put(column, rows.getString(column));
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
