package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.mine.Spending.Sums;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up in the books what was spent on a card. */
final class SpendingStore {
  private static final String USES =
      """
      SELECT t.currency::text AS currency, min(t.event_time) AS first_use,
             bool_or(a.card_id IS NOT NULL) AS is_own
      FROM books.card_transaction t
      LEFT JOIN books.card_account a ON a.card_id = t.card_id AND a.currency = t.currency
      WHERE t.card_id = ? AND t.transaction_type = 'PURCHASE'
      GROUP BY t.currency ORDER BY is_own DESC, t.currency COLLATE "C"
      """;
  private static final String OWN =
      "SELECT currency::text AS currency FROM books.card_account WHERE card_id = ?";
  private static final String SUMS =
      "WITH "
          + Entries.BOOKED
          + """
          , spent AS (
            SELECT e.kind, e.signed_minor, e.event_time, coalesce(g.category_code, '') AS category,
                   date_trunc('month', e.event_time AT TIME ZONE 'UTC') AS month
            FROM booked e
            LEFT JOIN books.purchase p ON p.transaction_id = e.purchase_id
            LEFT JOIN books.category g USING (category_id)
            WHERE e.kind NOT IN ('PAYMENT', 'PAYMENT_RETURNED', 'LATE_FEE', 'INTEREST')
              AND e.currency = ? AND e.event_time >= ? AND e.event_time < ?)
          SELECT to_char(month, 'YYYY-MM') AS month, category,
                 sum(signed_minor) FILTER (WHERE kind = 'PURCHASE') AS purchases,
                 -sum(signed_minor) FILTER (WHERE kind <> 'PURCHASE') AS given_back,
                 sum(signed_minor) FILTER (WHERE event_time
                   < month AT TIME ZONE 'UTC' + make_interval(secs => ?)) AS early
          FROM spent GROUP BY 1, 2
          """;
  private static final double MILLIS_A_SECOND = 1_000;

  private SpendingStore() {}

  private record Use(String currency, Instant first) {}

  /**
   * What was spent in the months of a query.
   *
   * @throws RefusedException if the card was never used in the currency that it names
   */
  static ObjectNode read(Connection connection, OwnCard card, SpendingQuery query, Instant now)
      throws SQLException, RefusedException {
    List<Use> uses =
        new Query(USES)
            .with(card.id())
            .list(
                connection,
                row ->
                    new Use(row.getString("currency"), Query.time(row, "first_use").orElseThrow()));
    List<String> currencies = new ArrayList<>(uses.stream().map(Use::currency).toList());
    if (currencies.isEmpty()) {
      currencies.addAll(
          new Query(OWN).with(card.id()).list(connection, row -> row.getString("currency")));
    }
    if (query.currency().isPresent() && !currencies.contains(query.currency().get())) {
      throw RefusedException.badParameter("currency", "is none that the card was used in");
    }
    String currency = query.currency().orElse(currencies.isEmpty() ? "USD" : currencies.get(0));
    Optional<Instant> first =
        uses.stream().filter(use -> use.currency().equals(currency)).map(Use::first).findFirst();
    Spending spending = new Spending(query, currency, now, first);
    new Query(SUMS)
        .withAll(Entries.ofBooked(card))
        .with(currency)
        .with(Spending.start(Spending.firstLookedAt(query)))
        .with(Spending.start(query.month().plusMonths(1)))
        .with(Spending.elapsed(query, now).toMillis() / MILLIS_A_SECOND)
        .list(
            connection,
            row -> {
              spending.add(
                  YearMonth.parse(row.getString("month")),
                  row.getString("category"),
                  new Sums(
                      Money.minor(row, "purchases"),
                      Money.minor(row, "given_back"),
                      Money.minor(row, "early")));
              return true;
            });
    return spending.json(currencies);
  }
}
