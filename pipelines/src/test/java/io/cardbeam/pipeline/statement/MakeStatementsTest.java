package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardbeam.billing.SlowStatements;
import io.cardbeam.event.Payment;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.card.GroupBooks;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeStatementsTest {
  private static final YearMonth MONTH = YearMonth.of(2020, 1);
  private static final GeneratedBooks BOOKS = GeneratedBooks.of(2_020_01, 12, 40);
  private static final List<String> TABLES = List.of("statement", "statement_line", "ledger_entry");

  @TempDir static Path folder;

  @BeforeAll
  static void run() {
    run("in-order", BOOKS.events());
    run("shuffled", GeneratedBooks.duplicated(BOOKS.events(), 3));
  }

  private static void run(String name, List<Event> events) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple.of(
            GroupBooks.DECIDED, pipeline.apply("Decided", Create.empty(DecidedCoder.of())))
        .and(
            GroupBooks.EVENTS,
            pipeline.apply("Events", Create.of(events).withCoder(EventCoder.of())))
        .apply(new GroupBooks())
        .apply(MakeStatements.of(new MonthRange(MONTH, MONTH)))
        .apply(WriteStatements.to(folder.resolve(name).toString(), 1));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void writesWhatOneGetsByAddingUpAllEventsAnew() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    for (JsonNode document : documents("in-order")) {
      List<String> ids = new ArrayList<>();
      for (String section : List.of("purchases", "credits", "returned_payments", "disputes")) {
        document.get(section).findValues("transaction_id").forEach(id -> ids.add(id.asText()));
      }
      texts.put(
          document.get("card_token").asText() + " " + document.get("currency").asText(),
          SlowStatements.text(
              minor(document, "opening_balance"),
              minor(document, "purchases_total"),
              minor(document, "credits_total"),
              minor(document, "returned_payments_total"),
              minor(document, "disputes_total"),
              minor(document, "fees_total"),
              minor(document, "interest_total"),
              minor(document, "closing_balance"),
              minor(document.get("payment"), "minimum"),
              minor(document.get("year_to_date"), "fees")
                  + "/"
                  + minor(document.get("year_to_date"), "interest"),
              ids));
    }
    assertThat(texts)
        .isEqualTo(SlowStatements.of(MONTH.toString(), BOOKS.events()))
        .hasSizeGreaterThan(12);
  }

  private static long minor(JsonNode document, String balance) {
    JsonNode money = document.get(balance);
    long minor = money.get("minor").asLong();
    assertThat(new BigDecimal(money.get("amount").asText()))
        .isEqualTo(BigDecimal.valueOf(minor, 2));
    return minor;
  }

  @Test
  void writesTheSameTablesAsDocuments() throws Exception {
    long closing = 0;
    int lines = 0;
    List<JsonNode> documents = documents("in-order");
    for (JsonNode document : documents) {
      closing += minor(document, "closing_balance");
      for (String section :
          List.of("purchases", "credits", "returned_payments", "disputes", "fees", "interest")) {
        lines += document.get(section).size();
      }
    }
    try (ParquetFolder tables = ParquetFolder.open(folder.resolve("in-order"), TABLES)) {
      assertThat(tables.number("SELECT count(*) FROM statement")).isEqualTo(documents.size());
      assertThat(tables.number("SELECT sum(closing_balance_minor) FROM statement"))
          .isEqualTo(closing);
      assertThat(tables.number("SELECT count(*) FROM statement_line")).isEqualTo(lines);
      assertThat(tables.column("SELECT DISTINCT month FROM statement_line"))
          .containsExactly("2020-01");
      assertThat(
              tables.number(
                  """
                  SELECT count(*) FROM statement s WHERE purchases_minor + disputes_minor
                    + returned_payments_minor + fees_minor + interest_minor - credits_minor <> (
                    SELECT coalesce(sum(CASE
                      WHEN kind IN ('PURCHASE', 'CHARGEBACK_REJECTED', 'PAYMENT_RETURNED',
                        'LATE_FEE', 'INTEREST')
                      THEN amount_minor WHEN kind = 'CHARGEBACK_UPHELD' THEN 0 ELSE -amount_minor
                    END), 0)
                    FROM statement_line l
                    WHERE l.card_token = s.card_token AND l.currency = s.currency)
                  """))
          .isZero();
      assertThat(tables.number("SELECT count(*) FROM ledger_entry")).isEqualTo(2L * lines);
      assertThat(tables.number("SELECT sum(amount_minor) FROM ledger_entry")).isZero();
      assertThat(
              tables.number(
                  """
                  SELECT count(*) FROM statement s WHERE closing_balance_minor - opening_balance_minor <> (
                    SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry l
                    WHERE l.card_token = s.card_token AND l.currency = s.currency
                      AND l.ledger_account = 'CARDHOLDER')
                  """))
          .isZero();
    }
  }

  @Test
  void writesTheSameFromShuffledAndDuplicatedEvents() throws Exception {
    assertThat(documents("shuffled")).isEqualTo(documents("in-order"));
    try (ParquetFolder one = ParquetFolder.open(folder.resolve("in-order"), TABLES);
        ParquetFolder other = ParquetFolder.open(folder.resolve("shuffled"), TABLES)) {
      for (String table : TABLES) {
        String rows = "SELECT t::VARCHAR FROM " + table + " t ORDER BY 1";
        assertThat(other.column(rows)).isEqualTo(one.column(rows));
      }
    }
  }

  @Test
  void everyDocumentFitsTheSchema() throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                new ObjectMapper()
                    .readTree(Path.of("../schemas/json/statement.schema.json").toFile()));
    List<JsonNode> documents = documents("in-order");
    for (JsonNode document : documents) {
      assertThat(schema.validate(document)).isEmpty();
    }
    ObjectNode wrong = documents.get(0).deepCopy();
    wrong.put("card_number", "4000000000000002").remove("closing_balance");
    assertThat(schema.validate(wrong)).hasSize(2);
  }

  @Test
  void tellsWhoseStatementItIs() throws Exception {
    JsonNode first = documents("in-order").get(0);
    assertThat(first.get("card_token").asText()).isEqualTo("card-token-00000000000");
    assertThat(first.get("last_four").asText()).isEqualTo("0000");
    assertThat(first.get("cardholder").asText()).isEqualTo("Given0 Family0");
    int day = 1 + Math.floorMod("card-token-00000000000".hashCode(), 28);
    assertThat(first.get("period_end").asText()).isEqualTo("2020-01-%02d".formatted(day));
  }

  @Test
  void namesADocumentByItsCardAndLetsNoTokenLeadOutOfTheFolder() throws Exception {
    Instant time = Instant.parse("2020-01-05T10:00:00Z");
    run("odd", List.of(Event.of(new Payment("y", "../-x", time, time, 1L, "USD", "ACH"))));
    assertThat(folder.resolve("odd/statements/month=2020-01"))
        .isDirectoryContaining("glob:**/card-..%2F-x-USD.json");
    assertThat(folder.resolve("in-order/statements/month=2020-01"))
        .isDirectoryContaining("glob:**/card-card-token-00000000000-USD.json");
  }

  private static List<JsonNode> documents(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> documents = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(folder.resolve(name).resolve("statements/month=2020-01"))) {
      for (Path file : files.sorted().toList()) {
        documents.add(mapper.readTree(file.toFile()));
      }
    }
    return documents;
  }
}
