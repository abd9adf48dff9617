package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.WarehouseCommand;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.star.StarTable;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Stars of the sample and of its beginning, and what a stream would have stored of it. */
public final class StarAndBooks {
  private static final Path SAMPLES = Path.of("..", "testdata", "samples");
  private static final int DOCUMENTS_A_CALL = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String REQUESTS =
      """
      SELECT f.request_id, c.card_token, f.event_time, f.amount_minor, f.currency, m.merchant_id,
        m.merchant_name, g.category, f.channel, f.merchant_latitude, f.merchant_longitude,
        f.merchant_city, f.merchant_state, o.outcome, f.fraud_probability, f.policy_version,
        f.model_version, f.reason_codes, f.reasons, f.authorization_key, f.is_fraud
      FROM fact_authorization f JOIN dim_card c USING (card_key)
      JOIN dim_merchant m USING (merchant_key) JOIN dim_category g USING (category_key)
      JOIN dim_outcome o USING (outcome_key) ORDER BY f.event_time, f.authorization_key
      """;
  private static final List<String> REQUEST_FIELDS =
      List.of(
          "request_id",
          "card_token",
          "event_time",
          "amount_minor",
          "currency",
          "merchant_id",
          "merchant_name",
          "category",
          "channel",
          "merchant_latitude",
          "merchant_longitude",
          "merchant_city",
          "merchant_state",
          "outcome",
          "fraud_probability",
          "policy_version",
          "model_version");

  private static final String TRANSACTIONS =
      """
      SELECT transaction_id, transaction_type, event_time, posted_at, abs(amount_minor), currency,
        authorization_key, purchase_id
      FROM fact_transaction ORDER BY event_time, transaction_key
      """;

  private static final String PEOPLE =
      """
      SELECT c.card_token, c.last_four, c.status, c.currency, p.first_name, p.last_name, p.gender,
        p.birth_date, p.job, a.street, a.city, a.state, a.postal_code, a.country, a.latitude,
        a.longitude
      FROM dim_card c JOIN dim_customer p USING (card_token) JOIN dim_address a USING (card_token)
      WHERE c.card_key <> 0
      """;
  private static final List<String> PEOPLE_FIELDS =
      List.of(
          "card_token",
          "last_four",
          "status",
          "currency",
          "first_name",
          "last_name",
          "gender",
          "birth_date",
          "job",
          "street",
          "city",
          "state",
          "postal_code",
          "country",
          "latitude",
          "longitude");

  private StarAndBooks() {}

  /** A document of the books with its kind. */
  public record Document(String kind, String text) {}

  /** Builds the star of the sample's 2,000 requests. */
  public static StarFolder build(Path folder) throws Exception {
    Path star = folder.resolve("whole");
    int exit =
        new CommandLine(new WarehouseCommand())
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(
                "--runner=direct",
                "--input=" + SAMPLES.resolve("kaggle-2000.csv"),
                "--token-key=" + SAMPLES.resolve("token.key"),
                "--output=" + star,
                "--chargebacks");
    assertThat(exit).isZero();
    return StarFolder.of(star);
  }

  /** The star that would have been built of the first of its requests and what followed on them. */
  public static StarFolder beginning(StarFolder whole, Path folder, int requests) throws Exception {
    return changed(
        whole,
        folder,
        """
        DELETE FROM fact_authorization WHERE authorization_key NOT IN (
          SELECT authorization_key FROM fact_authorization
          ORDER BY event_time, authorization_key LIMIT %d);
        DELETE FROM fact_transaction
        WHERE authorization_key NOT IN (SELECT authorization_key FROM fact_authorization);
        DELETE FROM fact_ledger_transfer WHERE transfer_kind = 'HOLD'
          AND authorization_key NOT IN (SELECT authorization_key FROM fact_authorization)
          OR transfer_state = 'POSTED'
          AND ledger_transfer_key NOT IN (SELECT transaction_key FROM fact_transaction);
        CREATE TABLE kept AS SELECT * FROM (
          SELECT card_key, customer_key, address_key, merchant_key, category_key
          FROM fact_authorization
          UNION SELECT card_key, customer_key, address_key, merchant_key, category_key
          FROM fact_transaction UNION SELECT 0, 0, 0, 0, 0);
        DELETE FROM dim_card WHERE card_key NOT IN (SELECT card_key FROM kept);
        DELETE FROM dim_customer WHERE customer_key NOT IN (SELECT customer_key FROM kept);
        DELETE FROM dim_address WHERE address_key NOT IN (SELECT address_key FROM kept);
        DELETE FROM dim_merchant WHERE merchant_key NOT IN (SELECT merchant_key FROM kept);
        DELETE FROM dim_category WHERE category_key NOT IN (SELECT category_key FROM kept);
        """
            .formatted(requests));
  }

  /** A star as it is after some statements. */
  static StarFolder changed(StarFolder whole, Path folder, String statements) throws Exception {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      for (StarTable table : StarTable.values()) {
        String files =
            table.isMonthly()
                ? "/month=*/*.parquet', hive_types = {'month': VARCHAR}"
                : "/*.parquet'";
        statement.execute(
            "CREATE TABLE %s AS FROM read_parquet('%s)"
                .formatted(table.tableName(), whole.path().resolve(table.tableName()) + files));
      }
      statement.execute(
          statements
              + """
          DELETE FROM control_total;
          INSERT INTO control_total BY NAME
          SELECT 'fact_authorization' AS fact, month AS year_month, currency, count(*) AS row_count,
            sum(amount_minor) AS amount_minor, max(event_time) AS latest_event_time, month
          FROM fact_authorization GROUP BY month, currency
          """);
      for (StarTable table : StarTable.values()) {
        Path to = folder.resolve(table.tableName());
        Files.createDirectories(to);
        statement.execute(
            table.isMonthly()
                ? "COPY %s TO '%s' (FORMAT parquet, PARTITION_BY month, OVERWRITE)"
                    .formatted(table.tableName(), to)
                : "COPY %s TO '%s/rows.parquet' (FORMAT parquet)".formatted(table.tableName(), to));
      }
    }
    return StarFolder.of(folder);
  }

  /** All that a star was built of, as a stream stores it. */
  public static List<Document> documents(StarFolder folder) throws Exception {
    List<Document> all = new ArrayList<>();
    try (StarDatabase star = StarDatabase.open(folder)) {
      for (List<Object> row : star.rows(PEOPLE, List.of())) {
        ObjectNode card = part(PEOPLE_FIELDS, row);
        card.put("update_id", "u-" + row.get(0))
            .put("event_time", "1970-01-01T00:00:00Z")
            .put("kind", "ISSUED")
            .put("content_fingerprint", 1);
        all.add(new Document("CARD_UPDATE", JSON.createObjectNode().set("card", card).toString()));
      }
      Map<Object, List<List<Object>>> transactions =
          star.rows(TRANSACTIONS, List.of()).stream()
              .collect(Collectors.groupingBy(it -> it.get(6)));
      for (List<Object> row : star.rows(REQUESTS, List.of())) {
        ObjectNode request = part(REQUEST_FIELDS, row).put("content_fingerprint", 2);
        String[] codes = String.valueOf(row.get(17)).split(",", -1);
        String[] texts = String.valueOf(row.get(18)).split("; ", -1);
        assertThat(codes).hasSameSizeAs(texts);
        for (int i = 0; i < codes.length && !codes[0].isEmpty(); i++) {
          request.withArray("reasons").addObject().put("code", codes[i]).put("text", texts[i]);
        }
        request.withArray("reasons");
        ObjectNode document = JSON.createObjectNode().set("authorization", request);
        all.add(new Document("AUTHORIZATION", document.toString()));
        if (row.get(20).equals(true)) {
          all.add(finding(row));
        }
        for (List<Object> transaction : transactions.getOrDefault(row.get(19), List.of())) {
          all.add(transaction(transaction, row));
        }
      }
    }
    return all;
  }

  /** Stores them, as a stream does. */
  static void store(Connection books, List<Document> some) throws Exception {
    for (int from = 0; from < some.size(); from += DOCUMENTS_A_CALL) {
      List<Document> part = some.subList(from, Math.min(some.size(), from + DOCUMENTS_A_CALL));
      try (CallableStatement call = books.prepareCall("CALL books.store_all(?, ?)")) {
        call.setArray(1, books.createArrayOf("text", part.stream().map(Document::kind).toArray()));
        call.setArray(2, books.createArrayOf("text", part.stream().map(Document::text).toArray()));
        call.execute();
      }
    }
  }

  private static Document finding(List<Object> request) {
    ObjectNode finding =
        JSON.createObjectNode()
            .put("finding_id", "f-" + request.get(0))
            .put("request_id", "" + request.get(0))
            .put("request_time", "" + request.get(2))
            .put("card_token", "" + request.get(1))
            .put("event_time", "" + request.get(2))
            .put("verdict", "FRAUD")
            .put("source", "ANALYST")
            .put("note", "")
            .put("content_fingerprint", 4);
    return new Document(
        "FRAUD_FINDING", JSON.createObjectNode().set("finding", finding).toString());
  }

  private static Document transaction(List<Object> row, List<Object> request) {
    ObjectNode part =
        JSON.createObjectNode()
            .put("id", "" + row.get(0))
            .put("card_token", "" + request.get(1))
            .put("event_time", "" + row.get(2))
            .put("effective_from", "" + row.get(3))
            .put("amount_minor", (Long) row.get(4))
            .put("currency", "" + row.get(5))
            .put("authorization_id", "" + request.get(0))
            .put("content_fingerprint", 3);
    if (row.get(1).equals("PURCHASE")) {
      part.put("merchant_id", "" + request.get(5))
          .put("merchant_name", "" + request.get(6))
          .put("category", "" + request.get(7))
          .putArray("items");
    } else {
      assertThat(row.get(1)).isEqualTo("CHARGEBACK");
      part.put("purchase_id", "" + row.get(7)).put("reason", "fraud");
    }
    return new Document(
        "" + row.get(1), JSON.createObjectNode().set("transaction", part).toString());
  }

  private static ObjectNode part(List<String> fields, List<Object> row) {
    ObjectNode part = JSON.createObjectNode();
    for (int i = 0; i < fields.size(); i++) {
      Object value = row.get(i);
      if (value instanceof Long number) {
        part.put(fields.get(i), number);
      } else if (value instanceof Double number) {
        part.put(fields.get(i), number);
      } else if (value != null) {
        part.put(fields.get(i), value.toString());
      }
    }
    return part;
  }
}
