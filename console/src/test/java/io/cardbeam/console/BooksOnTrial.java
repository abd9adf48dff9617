package io.cardbeam.console;

import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A real PostgreSQL with the schemas of books and access, for one test class. */
public final class BooksOnTrial implements AutoCloseable {
  private static final String CARD =
      """
      {"card": {"update_id": "u-%1$s", "card_token": "%1$s", "event_time": "1970-01-01T00:00:00Z",
       "kind": "ISSUED", "content_fingerprint": 1, "status": "ACTIVE", "last_four": "%2$s", "currency": "USD",
       "first_name": "Ada", "last_name": "Muster", "birth_date": "1980-02-29",
       "street": "1 Elm", "city": "Fresno",
       "state": "CA", "postal_code": "93650", "country": "US", "latitude": 36.7,
       "longitude": -119.8}}
      """;
  private static final String AUTHORIZATION =
      """
      {"authorization": {"request_id": "%2$s", "card_token": "%1$s", "event_time": "%3$s",
       "amount_minor": 123456, "currency": "USD", "content_fingerprint": 2,
       "merchant_id": "m-1",
       "merchant_name": "Kaffeehaus", "category": "food_dining", "channel": "ONLINE",
       "merchant_city": "Vienna", "merchant_state": "VA", "outcome": "APPROVED",
       "fraud_probability": %4$s, "alert_raised": %5$s, "policy_version": "p", "model_version": "m",
       "reasons": [{"code": "A", "text": "first"},
         {"code": "USUAL_PLACE", "text": "you know Your Corner"}]}}
      """;
  private static final String PURCHASE =
      """
      {"transaction": {"id": "%2$s", "authorization_id": "%2$s", "card_token": "%1$s", "event_time": "%3$s",
       "effective_from": "%3$s", "content_fingerprint": 3, "amount_minor": 123456, "currency": "USD", "merchant_id": "m-1",
       "merchant_name": "Kaffeehaus", "category": "food_dining", "items": []}}
      """;

  private final EmbeddedPostgres server;
  private final BooksConnection connection;

  private BooksOnTrial(EmbeddedPostgres server) {
    this.server = server;
    this.connection =
        new BooksConnection(
            server.getJdbcUrl("postgres", "postgres"), "postgres", new Password.Given(""));
  }

  /** A server without any schema of Cardbeam's. */
  public static BooksOnTrial withoutSchemas() throws IOException {
    return new BooksOnTrial(EmbeddedPostgres.start());
  }

  public static BooksOnTrial start() throws IOException {
    BooksOnTrial books = withoutSchemas();
    BooksMigration.migrate(books.connection);
    ConsoleSchema.ACCESS.migrate(books.connection);
    return books;
  }

  /** The same database, as another user without a password. */
  public BooksConnection as(String user) {
    String withoutUser = connection.url().replaceFirst("\\?.*", "");
    return new BooksConnection(withoutUser, user, new Password.Given(""));
  }

  public Connection open() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  public void run(String sql) throws SQLException {
    try (Connection open = open();
        Statement statement = open.createStatement()) {
      statement.execute(sql);
    }
  }

  public BooksConnection connection() {
    return connection;
  }

  public void issue(String token, String lastFour) throws SQLException {
    store("CARD_UPDATE", CARD.formatted(token, lastFour));
  }

  public void buy(String token, String requestId, String time) throws SQLException {
    buy(token, requestId, time, 0.25, true);
  }

  /** One of this fraud probability, for which an alert was raised or not. */
  public void buy(
      String token, String requestId, String time, double probability, boolean alertRaised)
      throws SQLException {
    store(
        "AUTHORIZATION", AUTHORIZATION.formatted(token, requestId, time, probability, alertRaised));
    store("PURCHASE", PURCHASE.formatted(token, requestId, time));
  }

  private void store(String kind, String document) throws SQLException {
    try (Connection open = open();
        CallableStatement call = open.prepareCall("CALL books.store(?, ?)")) {
      call.setString(1, kind);
      call.setString(2, document);
      call.execute();
    }
  }

  /** Stores documents as the stream does, many in one call. */
  public void storeAll(List<String> kinds, List<String> documents) throws SQLException {
    try (Connection open = open();
        CallableStatement call = open.prepareCall("CALL books.store_all(?, ?)")) {
      call.setArray(1, open.createArrayOf("text", kinds.toArray()));
      call.setArray(2, open.createArrayOf("text", documents.toArray()));
      call.execute();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
