package io.cardbeam.console.database;

import io.cardbeam.event.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A request with its answer, as the books have it.
 *
 * @param id key among the requests of its card
 * @param time event time
 * @param amountMinor minor units of its currency
 * @param merchant name that it carried
 * @param probability of fraud at the decision, 0 to 1
 */
public record AnsweredRequest(
    String id,
    Instant time,
    long amountMinor,
    String currency,
    String merchant,
    String category,
    String city,
    String state,
    Outcome outcome,
    double probability) {
  /** From books.authorization_request {@code r}: what names its merchant, category and place. */
  public static final String WORDS =
      """
      JOIN books.authorization_decision d ON d.authorization_id = r.authorization_id
      JOIN books.merchant_name n ON n.merchant_name_id = r.merchant_name_id
      JOIN books.category g ON g.category_id = r.category_id
      LEFT JOIN books.place p ON p.place_id = r.place_id
      LEFT JOIN books.city t ON t.city_id = p.city_id
      LEFT JOIN books.state s ON s.state_id = t.state_id
      """;

  /** Reads a row whose columns have the names of the books', and {@code city} and {@code state}. */
  public static AnsweredRequest of(ResultSet row) throws SQLException {
    return new AnsweredRequest(
        row.getString("request_key"),
        Query.time(row, "event_time").orElseThrow(),
        row.getLong("amount_minor"),
        row.getString("currency"),
        row.getString("name_text"),
        row.getString("category_code"),
        row.getString("city"),
        row.getString("state"),
        Outcome.valueOf(row.getString("outcome")),
        row.getDouble("fraud_probability"));
  }
}
