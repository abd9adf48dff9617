package io.cardbeam.pipeline.books;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL for one test class, whose books are empty before each of its tests. */
final class TestDatabase implements BeforeEachCallback, AfterAllCallback {
  /** Every table of the books as rows of text, without the numbers that a sequence gave. */
  private static final String DUMP =
      """
      SELECT 'card ' || card_token FROM books.card
      UNION ALL SELECT 'update ' || card_token || update_key || u.event_time || kind
        FROM books.card_update u JOIN books.card USING (card_id)
      UNION ALL SELECT 'limit ' || update_key || limit_minor || currency
        FROM books.credit_limit JOIN books.card_update USING (card_update_id)
      UNION ALL SELECT 'account ' || card_token || update_key || last_four || status || currency
        FROM books.card_account a JOIN books.card USING (card_id)
        JOIN books.card_update u ON u.card_update_id = newest_update_id
      UNION ALL SELECT 'holder ' || card_token || first_name || last_name || gender || birth_date
          || occupation_name || street || postal_code || city_name
        FROM books.cardholder JOIN books.card USING (card_id)
        LEFT JOIN books.occupation USING (occupation_id) JOIN books.address USING (address_id)
        JOIN books.postal_area USING (postal_area_id) JOIN books.city USING (city_id)
      UNION ALL SELECT 'address ' || street || latitude || longitude || postal_code
        FROM books.address JOIN books.postal_area USING (postal_area_id)
      UNION ALL SELECT 'city ' || country_code || state_code || city_name
        FROM books.city JOIN books.state USING (state_id)
      UNION ALL SELECT 'population ' || city_name || inhabitants || as_of
        FROM books.city_population JOIN books.city USING (city_id)
      UNION ALL SELECT 'country ' || country_code FROM books.country
      UNION ALL SELECT 'occupation ' || occupation_name FROM books.occupation
      UNION ALL SELECT 'category ' || category_code FROM books.category
      UNION ALL SELECT 'merchant ' || merchant_key || name_text
        FROM books.merchant JOIN books.merchant_name USING (merchant_id)
      UNION ALL SELECT 'place ' || coalesce(latitude::text, '-') || coalesce(longitude::text, '-')
          || coalesce(city_name, '-')
        FROM books.place LEFT JOIN books.city USING (city_id)
      UNION ALL SELECT 'authorization ' || request_key || card_token || event_time || amount_minor
          || currency || name_text || category_code || channel || coalesce(latitude::text, '-')
          || outcome || fraud_probability || policy_version || model_version
          || coalesce(alert_raised::text, '-')
        FROM books.authorization_request JOIN books.authorization_decision USING (authorization_id)
        JOIN books.card USING (card_id) JOIN books.merchant_name USING (merchant_name_id)
        JOIN books.category USING (category_id) JOIN books.policy USING (policy_id)
        LEFT JOIN books.place USING (place_id)
      UNION ALL SELECT 'reason ' || request_key || weight_rank || reason_code || reason_text
        FROM books.authorization_reason JOIN books.authorization_request USING (authorization_id)
        JOIN books.reason USING (reason_id)
      UNION ALL SELECT 'transaction ' || transaction_type || transaction_key || card_token
          || event_time || effective_from || amount_minor || currency
        FROM books.card_transaction JOIN books.card USING (card_id)
      UNION ALL SELECT 'purchase ' || transaction_key || coalesce(request_key, '-') || name_text
          || category_code || coalesce(latitude::text, '-')
        FROM books.purchase p JOIN books.card_transaction USING (transaction_id)
        JOIN books.merchant_name n ON n.merchant_name_id = p.merchant_name_id
        JOIN books.category c ON c.category_id = p.category_id
        LEFT JOIN books.place l ON l.place_id = p.place_id
      UNION ALL SELECT 'item ' || transaction_key || line_number || description || quantity
          || unit_price_minor
        FROM books.purchase_item JOIN books.card_transaction USING (transaction_id)
      UNION ALL SELECT 'reversal ' || transaction_key || request_key
        FROM books.reversal JOIN books.card_transaction USING (transaction_id)
      UNION ALL SELECT 'refund ' || transaction_key || coalesce(purchase_key, '-')
          || coalesce(request_key, '-') || merchant_name
        FROM books.refund JOIN books.card_transaction USING (transaction_id)
      UNION ALL SELECT 'chargeback ' || transaction_key || purchase_key
          || coalesce(request_key, '-') || reason_text
        FROM books.chargeback JOIN books.card_transaction USING (transaction_id)
      UNION ALL SELECT 'resolution ' || transaction_key || chargeback_key
          || coalesce(purchase_key, '-') || coalesce(request_key, '-') || outcome || reason_text
        FROM books.chargeback_resolution JOIN books.card_transaction USING (transaction_id)
      UNION ALL SELECT 'payment ' || transaction_key || method_name
        FROM books.payment JOIN books.card_transaction USING (transaction_id)
        JOIN books.payment_method USING (payment_method_id)
      UNION ALL SELECT 'exception ' || transaction_type || transaction_key || request_key
          || card_token || event_time || amount_minor || currency || code || reason_text
        FROM books.transaction_exception JOIN books.card USING (card_id)
        JOIN books.exception_code USING (exception_code_id)
      UNION ALL SELECT 'finding ' || finding_key || request_key || request_time || card_token
          || event_time || verdict || source || note
        FROM books.fraud_finding JOIN books.card USING (card_id)
      UNION ALL SELECT 'statement ' || card_token || currency || period_end || issue
          || closing_balance_minor || document_digest
        FROM books.statement JOIN books.card USING (card_id)
      UNION ALL SELECT 'line ' || card_token || period_end || issue || line_number || kind
          || transaction_key || amount_minor
        FROM books.statement_line JOIN books.statement USING (statement_id)
        JOIN books.card USING (card_id)
      UNION ALL SELECT 'entry ' || card_token || period_end || issue || entry_number
          || ledger_account || amount_minor
        FROM books.ledger_entry JOIN books.statement USING (statement_id)
        JOIN books.card USING (card_id)
      UNION ALL SELECT 'transfer ' || transfer_id || card_token || kind || event_key || state || debit
          || credit || amount_minor || currency || coalesce(pending_id, '-') || subject_key
          || event_time || effective_from || coalesce(expires_at::text, '-')
          || coalesce(tolerated_minor, 0) || content_fingerprint
        FROM books.ledger_transfer JOIN books.card USING (card_id)
      UNION ALL SELECT 'balance ' || card_token || currency || balance_minor
        FROM books.cardholder_balance JOIN books.card USING (card_id)
      UNION ALL SELECT 'refused ' || kind || document || error_code FROM books.refused_document
      ORDER BY 1
      """;

  private static final String EMPTY =
      """
      TRUNCATE books.country, books.card, books.occupation, books.category, books.merchant,
        books.policy, books.reason, books.payment_method, books.exception_code,
        books.refused_document CASCADE
      """;

  private final EmbeddedPostgres server;
  private final BooksConnection connection;

  private TestDatabase(EmbeddedPostgres server) {
    this.server = server;
    this.connection =
        new BooksConnection(
            server.getJdbcUrl("postgres", "postgres"), "postgres", new Password.Given(""));
  }

  static TestDatabase start() {
    try {
      TestDatabase database = new TestDatabase(EmbeddedPostgres.start());
      BooksMigration.migrate(database.connection);
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BooksConnection connection() {
    return connection;
  }

  Connection open() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    empty();
  }

  void empty() throws SQLException {
    try (Connection open = open();
        PreparedStatement truncate = open.prepareStatement(EMPTY)) {
      truncate.execute();
    }
  }

  /** Stores them in one call. */
  void store(List<BooksCall> calls) throws SQLException {
    try (Connection open = open()) {
      BooksWriter.call(open, calls);
    }
  }

  /** Stores each by the entry point of one. */
  void storeOneByOne(List<BooksCall> calls) throws SQLException {
    try (Connection open = open();
        PreparedStatement call = open.prepareStatement("CALL books.store(?, ?)")) {
      for (BooksCall it : calls) {
        call.setString(1, it.kind().name());
        call.setString(2, it.document());
        call.execute();
      }
    }
  }

  List<String> dump() throws SQLException {
    return column(DUMP);
  }

  /** First column of what a constant query gives. */
  List<String> column(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection open = open();
        PreparedStatement select = open.prepareStatement(query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        lines.add(String.valueOf(rows.getString(1)));
      }
    }
    return lines;
  }

  /** Tables that hold something, with their rows. */
  Map<String, Long> counts() throws SQLException {
    Map<String, Long> counts = new TreeMap<>(BooksCounts.read(connection));
    counts.values().removeIf(rows -> rows == 0);
    return counts;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.close();
  }
}
