package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules tried and used on a simulated file, against the file's own rows. */
class RulesOnAFileTest {
  private static final Path FILE = Path.of("..", "..", "testdata", "samples", "kaggle-2000.csv");
  private static final String WHEN = "amount > 100.0 && category.endsWith('_net')";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void testTellsWhatARuleWouldHaveHit() throws IOException {
    List<NamedCsvRecord> hit = rows(RulesOnAFileTest::meets);
    long onFraud = hit.stream().filter(RulesOnAFileTest::isFraud).count();
    assertThat(run("rules", "test", "--when", WHEN, "--input", FILE.toString(), "--json")).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("requests").asInt()).isEqualTo(2_000);
    assertThat(account.get("hits").asInt()).isEqualTo(hit.size()).isPositive();
    assertThat(account.get("hits_on_fraud").asLong()).isEqualTo(onFraud);
    assertThat(account.get("hits_on_genuine").asLong()).isEqualTo(hit.size() - onFraud);
    assertThat(account.get("frauds").asInt()).isEqualTo(rows(RulesOnAFileTest::isFraud).size());
    assertThat(account.get("examples")).hasSize(5);
    assertThat(account.get("examples").get(0).asText()).contains("_net\t");
  }

  @Test
  void testShowsATableForPeople() {
    assertThat(run("rules", "test", "--when", "amount > 100.0", "--input", FILE.toString()))
        .isZero();
    assertThat(out.toString()).contains("percent of frauds hit").contains("MERCHANT");
  }

  @Test
  void aBadRuleIsRefusedWithItsPlace() {
    assertThat(run("rules", "test", "--when", "amout > 3.0", "--input", FILE.toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("line 1, column 1: there is no variable or function 'amout'")
        .contains("  amout > 3.0" + System.lineSeparator() + "  ^");
    assertThat(
            run(
                "rules",
                "publish",
                "--id",
                "x",
                "--when",
                "amount == 3",
                "--bootstrap-servers",
                "localhost:1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("column 8: == does not take (double, int)");
  }

  @Test
  void aRuleThatCountsFromThePastIsRefused() {
    assertThat(
            run(
                "rules",
                "publish",
                "--id",
                "x",
                "--when",
                "true",
                "--effective-from",
                "2020-01-01",
                "--bootstrap-servers",
                "localhost:1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--backdate if that is meant");
  }

  @Test
  void classifyDecidesByTheRulesThatWereInForce() throws IOException {
    List<String> times =
        rows(RulesOnAFileTest::meets).stream().map(RulesOnAFileTest::time).sorted().toList();
    String from = times.get(times.size() / 2);
    Path rules =
        Files.writeString(
            folder.resolve("rules.jsonl"),
            """
            {"rule_id":"big","version":1,"state":"live","effective_from":"%s",\
            "published_at":"2019-01-01T00:00:00Z","action":"decline","priority":1,\
            "when":"%s","reason_code":"RULE_BIG","reason":"a large payment at a distance"}
            """
                .formatted(from, WHEN));
    assertThat(
            run(
                "classify",
                "--input",
                FILE.toString(),
                "--output",
                folder.toString(),
                "--rules",
                rules.toString()))
        .as(err::toString)
        .isZero();
    Map<String, String> reasons = reasons();
    for (NamedCsvRecord row : rows(row -> true)) {
      boolean inForce = meets(row) && time(row).compareTo(from) >= 0;
      assertThat(
              reasons
                  .getOrDefault(row.getField("trans_num"), "")
                  .contains("a large payment at a distance"))
          .as(row.toString())
          .isEqualTo(inForce);
    }
  }

  @Test
  void aFileOfRulesThatCannotBeReadIsRefusedWithItsLine() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.jsonl"), "\n{\"rule_id\":\"a\"}\n");
    assertThat(
            run(
                "classify",
                "--input",
                FILE.toString(),
                "--output",
                folder.toString(),
                "--rules",
                rules.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("line 2: version is missing");
  }

  private Map<String, String> reasons() throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("decisions.csv"))) {
      return csv.stream()
          .collect(Collectors.toMap(r -> r.getField("request_id"), r -> r.getField("reasons")));
    }
  }

  private static boolean meets(NamedCsvRecord row) {
    return Double.parseDouble(row.getField("amt")) > 100
        && row.getField("category").endsWith("_net");
  }

  private static boolean isFraud(NamedCsvRecord row) {
    return row.getField("is_fraud").equals("1");
  }

  private static String time(NamedCsvRecord row) {
    return row.getField("trans_date_trans_time").replace(' ', 'T') + "Z";
  }

  private static List<NamedCsvRecord> rows(Predicate<NamedCsvRecord> wanted) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(FILE)) {
      return csv.stream().filter(wanted).toList();
    }
  }

  private int run(String... args) {
    var line = Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
