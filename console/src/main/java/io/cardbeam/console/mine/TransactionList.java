package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.account.ClearingTerms;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.mine.TransactionQuery.Place;
import io.cardbeam.console.mine.TransactionQuery.State;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was bought, paid, given back and charged on a card, and what is held; newest first. */
final class TransactionList {
  /** A key by the order that the indexes have. */
  private static final String OF_INDEXES = "(page.entry_key COLLATE \"default\")";

  private static final String PAGE =
      "WITH "
          + Entries.BOOKED
          + ", "
          + Entries.HOLDS
          + """
          , line AS (
            SELECT e.kind, e.entry_key, e.transaction_id, e.event_time, e.posted_from, e.currency,
                   e.amount_minor, e.signed_minor,
                   CASE WHEN e.posted_from <= ? THEN 'POSTED' ELSE 'PENDING' END AS state,
                   coalesce(n.name_text, e.merchant_name, '') AS merchant,
                   coalesce(g.category_code, '') AS category, coalesce(m.method_name, '') AS method
            FROM booked e
            LEFT JOIN books.purchase p ON p.transaction_id = e.purchase_id
            LEFT JOIN books.merchant_name n USING (merchant_name_id)
            LEFT JOIN books.category g USING (category_id)
            LEFT JOIN books.payment y ON y.transaction_id = e.transaction_id
            LEFT JOIN books.payment_method m USING (payment_method_id)
            UNION ALL
            SELECT 'HOLD', h.request_key, NULL, h.event_time, NULL, h.currency, h.left_minor,
                   h.left_minor, 'HELD', n.name_text, g.category_code, ''
            FROM hold h
            JOIN books.merchant_name n USING (merchant_name_id)
            JOIN books.category g USING (category_id)),
          page AS (
            SELECT * FROM line
            WHERE (? OR merchant ILIKE ? OR replace(category, '_', ' ') ILIKE ? OR method ILIKE ?
                   OR EXISTS (SELECT FROM unnest(?, ?) wanted (currency, minor)
                              WHERE wanted.currency = line.currency
                                AND wanted.minor = line.amount_minor))
              AND (? OR state = ?) AND (? OR category = ?)
              AND event_time >= ? AND event_time < ?
              AND (? OR (event_time, kind, entry_key, currency) < (?, ?, ?, ?))
            ORDER BY event_time DESC, kind DESC, entry_key DESC, currency DESC LIMIT ?)
          SELECT page.*, f.given_back_minor, f.dispute_count, f.is_open
          FROM page LEFT JOIN LATERAL (
          """
          + PurchaseFacts.OF_PURCHASE.formatted(OF_INDEXES)
          + """
          ) f ON page.kind = 'PURCHASE'
          ORDER BY event_time DESC, kind DESC, entry_key DESC, currency DESC
          """;

  private static final String CURRENCIES =
      """
      SELECT currency::text AS currency FROM books.card_transaction WHERE card_id = ?
      UNION SELECT currency::text FROM books.authorization_request WHERE card_id = ?
      """;

  private TransactionList() {}

  /** A page of them. */
  static ObjectNode page(Connection connection, OwnCard card, TransactionQuery query, Instant now)
      throws SQLException {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("transactions");
    List<Place> places = new ArrayList<>();
    new Query(PAGE)
        .withAll(Entries.ofBooked(card))
        .withAll(Entries.ofHolds(card, now))
        .with(now)
        .withAll(filters(connection, card, query))
        .with(query.limit() + 1)
        .withAll(PurchaseFacts.values(card))
        .list(
            connection,
            row -> {
              places.add(place(row));
              return places.size() > query.limit() ? list : list.add(entry(row, now));
            });
    if (places.size() > query.limit()) {
      Place last = places.get(query.limit() - 1);
      node.put(
          "next_cursor",
          Cursor.of(last.time().toString(), last.kind(), last.key(), last.currency()));
    }
    return node;
  }

  private static List<Object> filters(Connection connection, OwnCard card, TransactionQuery query)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(query.search().isEmpty());
    values.addAll(List.of(query.pattern(), query.pattern(), query.pattern()));
    Map<String, Long> amounts = amounts(connection, card, query);
    values.add(connection.createArrayOf("text", amounts.keySet().toArray()));
    values.add(connection.createArrayOf("bigint", amounts.values().toArray()));
    values.add(query.state().isEmpty());
    values.add(query.state().map(State::name).orElse(""));
    values.add(query.category().isEmpty());
    values.add(query.category().orElse(""));
    values.add(query.from().orElse(QueryParameters.FIRST));
    values.add(query.to().orElse(QueryParameters.LAST));
    values.add(query.after().isEmpty());
    Place after = query.after().orElse(new Place(Instant.EPOCH, "", "", ""));
    values.addAll(List.of(after.time(), after.kind(), after.key(), after.currency()));
    return values;
  }

  /** The amount that is searched for, in minor units of each currency of the card. */
  private static Map<String, Long> amounts(
      Connection connection, OwnCard card, TransactionQuery query) throws SQLException {
    Map<String, Long> all = new TreeMap<>();
    if (query.amount().isPresent()) {
      BigDecimal amount = query.amount().get();
      for (String currency :
          new Query(CURRENCIES)
              .withAll(Entries.ofBooked(card))
              .list(connection, row -> row.getString("currency"))) {
        BigDecimal minor = amount.movePointRight(MinorUnits.digits(currency)).stripTrailingZeros();
        if (minor.scale() <= 0 && minor.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
          all.put(currency, minor.longValueExact());
        }
      }
    }
    return all;
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        Query.time(row, "event_time").orElseThrow(),
        row.getString("kind"),
        row.getString("entry_key"),
        row.getString("currency"));
  }

  private static ObjectNode entry(ResultSet row, Instant now) throws SQLException {
    String currency = row.getString("currency");
    Instant time = Query.time(row, "event_time").orElseThrow();
    long amount = row.getLong("amount_minor");
    ObjectNode entry =
        Json.object()
            .put("id", row.getString("entry_key"))
            .put("kind", row.getString("kind"))
            .put("state", State.valueOf(row.getString("state")).text())
            .put("time", time.toString())
            .put("amount", MinorUnits.decimal(amount, currency))
            .put("effect", MinorUnits.decimal(row.getLong("signed_minor"), currency))
            .put("currency", currency)
            .put("merchant", row.getString("merchant"))
            .put("category", row.getString("category"))
            .put("method", row.getString("method"));
    Optional<Instant> posted = Query.time(row, "posted_from");
    posted.ifPresent(from -> entry.put("posts_at", from.toString()));
    if (row.getString("kind").equals("PURCHASE")) {
      long givenBack = Money.minor(row, "given_back_minor");
      boolean isOpen = row.getBoolean("is_open");
      entry
          .put("given_back", MinorUnits.decimal(givenBack, currency))
          .put("dispute_count", row.getLong("dispute_count"))
          .put("dispute_open", isOpen);
      boolean inTime = !now.isAfter(time.plus(ClearingTerms.DISPUTED_WITHIN));
      if (!isOpen && inTime && amount > givenBack) {
        entry.put("disputable", MinorUnits.decimal(amount - givenBack, currency));
      }
    }
    return entry;
  }
}
