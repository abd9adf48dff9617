package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.event.Payment;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.card.GroupBooks;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueStatementsTest {
  private static final YearMonth FIRST = YearMonth.of(2019, 11);
  private static final int MONTHS = 6;
  private static final MonthRange ALL = new MonthRange(FIRST, FIRST.plusMonths(MONTHS - 1L));
  private static final List<String> TABLES = List.of("statement", "statement_line", "ledger_entry");
  private static final String PAYER = "card-token-of-a-payer";
  private static final YearMonth MONTH_OF_PAYER =
      YearMonth.from(
          TermsHistory.standard()
              .calendarOf(PAYER)
              .cycleOf(LocalDate.of(2020, 1, 5))
              .closingDate());

  /** What each account's ledger is, whichever issues booked it. */
  private static final String LEDGER =
      """
      SELECT (card_token, currency, posting_date, kind, transaction_id, ledger_account,
        sum(amount_minor))::VARCHAR
      FROM ledger_entry
      GROUP BY card_token, currency, posting_date, kind, transaction_id, ledger_account
      HAVING sum(amount_minor) <> 0 ORDER BY 1
      """;

  @TempDir Path folder;

  private void run(String name, int number, List<Event> events, MonthRange months) {
    Pipeline pipeline = Pipeline.create();
    String output = folder.resolve(name).toString();
    PCollectionTuple.of(
            GroupBooks.DECIDED, pipeline.apply("Decided", Create.empty(DecidedCoder.of())))
        .and(
            GroupBooks.EVENTS,
            pipeline.apply("Events", Create.of(events).withCoder(EventCoder.of())))
        .apply(new GroupBooks())
        .apply(MakeStatements.of(months).everyCycle())
        .apply(IssueStatements.after(output, months.first()))
        .get(IssueStatements.ISSUED)
        .apply(WriteStatements.to(output, number));
    pipeline.run().waitUntilFinish();
  }

  /** Whatever came when, and whichever months were asked for first, the books end the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anySplitIntoRunsGivesTheSameBooks(long seed) throws Exception {
    List<Event> events = GeneratedBooks.of(seed, 6, 60).events();
    run("whole", 1, events, ALL);

    Random random = new Random(seed);
    List<Event> inOrderOfArrival = GeneratedBooks.shuffled(events, seed);
    Map<Path, String> issued = new TreeMap<>();
    int runs = 4;
    for (int number = 1; number <= runs; number++) {
      boolean isLast = number == runs;
      int came = isLast ? events.size() : events.size() * number / runs;
      int first = isLast ? 0 : random.nextInt(MONTHS);
      int last = isLast ? MONTHS - 1 : first + random.nextInt(MONTHS - first);
      run(
          "split",
          number,
          inOrderOfArrival.subList(0, came),
          new MonthRange(FIRST.plusMonths(first), FIRST.plusMonths(last)));
      Map<Path, String> now = files("split");
      assertThat(now).as("what was issued never changes").containsAllEntriesOf(issued);
      issued = now;
    }

    Map<String, String> split = newest("split");
    Map<String, String> whole = newest("whole");
    assertThat(split.keySet()).isEqualTo(whole.keySet());
    split.forEach((name, text) -> assertThat(text).as(name).isEqualTo(whole.get(name)));
    assertThat(issued.keySet()).anyMatch(path -> path.toString().endsWith(".2.json"));
    try (ParquetFolder splitTables = ParquetFolder.open(folder.resolve("split"), TABLES);
        ParquetFolder wholeTables = ParquetFolder.open(folder.resolve("whole"), TABLES)) {
      assertThat(splitTables.column(LEDGER)).isEqualTo(wholeTables.column(LEDGER)).isNotEmpty();
      assertThat(splitTables.number("SELECT sum(amount_minor) FROM ledger_entry")).isZero();
      assertThat(
              splitTables.column(
                  """
                  SELECT (card_token, currency, period_end, closing_balance_minor)::VARCHAR
                  FROM (FROM statement QUALIFY issue = max(issue)
                    OVER (PARTITION BY card_token, currency, period_end)) s
                  WHERE opening_balance_minor <> 0 OR EXISTS (FROM statement_line l
                    WHERE l.card_token = s.card_token AND l.currency = s.currency
                      AND l.period_start = s.period_start AND l.issue = s.issue)
                  ORDER BY 1
                  """))
          .isEqualTo(
              wholeTables.column(
                  "SELECT (card_token, currency, period_end, closing_balance_minor)::VARCHAR"
                      + " FROM statement ORDER BY 1"));
    }
  }

  @Test
  void aRunThatHasNothingNewWritesNothing() throws Exception {
    List<Event> events = GeneratedBooks.of(4, 3, 40).events();
    run("again", 1, events, ALL);
    Map<Path, String> before = files("again");
    run("again", 2, GeneratedBooks.duplicated(events, 5), ALL);
    assertThat(files("again")).isEqualTo(before);
  }

  @Test
  void aCorrectionRefersToTheFirstAndTellsTheDifference() throws Exception {
    Event early = payment("y-1", "2020-01-05T10:00:00Z", 700);
    run("late", 1, List.of(early), ALL);
    Event late = payment("y-2", "2020-01-05T11:00:00Z", 50);
    run("late", 2, List.of(early, late), ALL);
    JsonNode second = document("late", "2.json");
    assertThat(second.path("issue").asInt()).isEqualTo(2);
    JsonNode correction = second.path("correction");
    assertThat(correction.path("of_issue").asInt()).isEqualTo(1);
    assertThat(correction.path("of_document").asText()).isEqualTo("card-" + PAYER + "-USD.json");
    assertThat(correction.at("/closing_balance_difference/minor").asLong()).isEqualTo(-50);
    assertThat(correction.path("added").findValuesAsText("transaction_id")).containsExactly("y-2");
    assertThat(correction.path("removed")).isEmpty();

    Event otherwise = payment("y-2", "2020-01-05T11:00:00Z", 40);
    run("late", 3, List.of(early, otherwise), ALL);
    JsonNode third = document("late", "3.json").path("correction");
    assertThat(third.path("of_document").asText()).isEqualTo("card-" + PAYER + "-USD.2.json");
    assertThat(third.at("/added/0/minor").asLong()).isEqualTo(40);
    assertThat(third.at("/removed/0/minor").asLong()).isEqualTo(50);

    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                new ObjectMapper()
                    .readTree(Path.of("../schemas/json/statement.schema.json").toFile()));
    assertThat(schema.validate(second)).isEmpty();
    assertThat(schema.validate(document("late", "3.json"))).isEmpty();
  }

  @Test
  void whatWasIssuedAndCannotBeReadIsNotCorrectedBlindly() throws Exception {
    Event early = payment("y-1", "2020-01-05T10:00:00Z", 700);
    run("damaged", 1, List.of(early), ALL);
    Path damaged = null;
    for (Path file : files("damaged").keySet()) {
      if (file.toString().endsWith(".json")) {
        damaged = file;
      }
    }
    Files.writeString(damaged, "{}");
    List<Event> more = List.of(early, payment("y-2", "2020-01-06T10:00:00Z", 50));
    assertThatThrownBy(() -> run("damaged", 2, more, ALL))
        .hasMessageContaining("card-" + PAYER + "-USD.json can't be read")
        .hasMessageContaining("restore the file");
  }

  private static Event payment(String id, String time, long amountMinor) {
    Instant at = Instant.parse(time);
    return Event.of(new Payment(id, PAYER, at, at, amountMinor, "USD", "ACH"));
  }

  /** The document of the payment's cycle whose name ends so. */
  private JsonNode document(String name, String ending) throws IOException {
    Path month = folder.resolve(name).resolve(WriteStatements.documentsOf(MONTH_OF_PAYER));
    try (Stream<Path> files = Files.list(month)) {
      Path file = files.filter(path -> path.toString().endsWith(ending)).findAny().orElseThrow();
      return new ObjectMapper().readTree(file.toFile());
    }
  }

  /** One that was issued and should not have been is corrected by one that says nothing. */
  private static boolean isEmpty(JsonNode document) {
    return document.at("/opening_balance/minor").asLong() == 0
        && document.findValues("transaction_id").isEmpty();
  }

  private Map<Path, String> files(String name) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /** The newest document of each statement, but for which issue it is. */
  private Map<String, String> newest(String name) throws IOException {
    Map<String, Integer> numbers = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    List<Path> files = new ArrayList<>(files(name).keySet());
    for (Path file : files) {
      StatementFile.NamedIssue issue =
          StatementFile.JSON.issueNamed(file.getFileName().toString()).orElse(null);
      if (issue != null) {
        String key =
            folder.resolve(name).relativize(file.resolveSibling(issue.statement())).toString();
        if (numbers.merge(key, issue.number(), Math::max) == issue.number()) {
          ObjectNode document = (ObjectNode) new ObjectMapper().readTree(file.toFile());
          document.remove(List.of("issue", "correction"));
          if (isEmpty(document)) {
            texts.remove(key);
          } else {
            texts.put(key, document.toPrettyString());
          }
        }
      }
    }
    return texts;
  }
}
