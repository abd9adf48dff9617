package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.ReconcileCommand;
import io.cardbeam.command.StatementsCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that were issued, when rows come later that would have changed them. */
class CorrectedStatementsTest {
  private static final String MONTHS = "2025-02..2025-04";

  @TempDir Path folder;

  /** All rows but some of one card's: those that come late. */
  private Path early;

  private Path all;
  private String lateId = "";

  @BeforeEach
  void writeInput() throws IOException {
    all = Path.of("..", "..", "testdata", "samples", "kaggle-2000.csv");
    List<String> rows = new ArrayList<>(Files.readAllLines(all, StandardCharsets.UTF_8));
    int late = 1;
    while (!rows.get(late).contains(",2025-03-02 ")) {
      late++;
    }
    lateId = rows.get(late).split(",", -1)[18];
    rows.remove(late);
    early = folder.resolve("early.csv");
    Files.write(early, rows, StandardCharsets.UTF_8);
  }

  @Test
  void aRowThatComesLateMakesACorrectionAndChangesNothingThatWasIssued() throws Exception {
    assertThat(statements(early, "--pdf").exit()).isZero();
    Map<String, String> issued = files();
    assertThat(issued.keySet()).anyMatch(name -> name.endsWith(".pdf"));

    JsonNode nothing = account(statements(early, "--pdf", "--json"));
    assertThat(nothing.path("issued").asLong()).isZero();
    assertThat(nothing.path("corrected").asLong()).isZero();
    assertThat(nothing.path("PDFs").asLong()).isZero();
    assertThat(nothing.path("unchanged")).isEqualTo(nothing.path("statements"));
    assertThat(files()).isEqualTo(issued);

    StarOfSample.Answer preview = statements(all, "--preview");
    assertThat(preview.exit()).isZero();
    assertThat(preview.out()).contains(".2.json: issue 2").contains("+ ").contains(lateId);
    assertThat(files()).isEqualTo(issued);
    assertThat(reconcile(all).exit()).isEqualTo(1);

    JsonNode account = account(statements(all, "--pdf", "--json"));
    long corrected = account.path("corrected").asLong();
    assertThat(corrected).isPositive();
    assertThat(account.path("all_written").asText()).isEqualTo("yes");
    assertThat(account.path("PDFs").asLong()).isEqualTo(corrected);
    JsonNode correction = account.path("corrections").path(0);
    assertThat(correction.path("document").asText()).endsWith(".2.json");
    assertThat(correction.path("added").findValuesAsText("transaction_id")).contains(lateId);
    assertThat(files()).containsAllEntriesOf(issued);
    assertThat(reconcile(all).exit()).as(reconcile(all).out()).isZero();
  }

  /** A correction of one month leads to the months after it, which open with another balance. */
  @Test
  void tellsWhichMonthsToCorrectNext() throws Exception {
    assertThat(statements(early).exit()).isZero();
    JsonNode account = account(statements(all, "--json", "--month=2025-02..2025-03"));
    assertThat(account.path("correct_next").asText()).isEqualTo("--month 2025-04");
    assertThat(reconcile(all).exit()).isEqualTo(1);
    assertThat(statements(all, "--month=2025-04").exit()).isZero();
    assertThat(reconcile(all).exit()).isZero();
  }

  /** What comes late in a month that was issued is in the next one's opening balance. */
  @Test
  void aLaterMonthCorrectsTheMonthsBeforeIt() throws Exception {
    assertThat(statements(early, "--month=2025-02..2025-03").exit()).isZero();
    JsonNode account = account(statements(all, "--json", "--month=2025-04"));
    assertThat(account.path("corrected").asLong()).isEqualTo(1);
    assertThat(account.path("all_written").asText()).isEqualTo("yes");
    assertThat(account.path("corrections").path(0).path("document").asText())
        .startsWith("statements/month=2025-03/");
    assertThat(reconcile(all).exit()).isZero();
  }

  @Test
  void aDamagedCorrectionIsFound() throws Exception {
    assertThat(statements(early).exit()).isZero();
    assertThat(statements(all).exit()).isZero();
    Path statements = folder.resolve("bills").toRealPath();
    Path corrected;
    try (Stream<Path> files = Files.walk(statements.resolve("current").toRealPath())) {
      corrected =
          files
              .filter(file -> file.toString().endsWith(".2.json"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    byte[] whole = Files.readAllBytes(corrected);
    Files.delete(corrected);
    assertThat(reconcile(all).out()).contains("FAILED  documents");
    StarOfSample.Answer blind = statements(all);
    assertThat(blind.exit()).isEqualTo(1);
    assertThat(blind.err()).contains("restore the documents");
    Files.write(corrected, whole);
    assertThat(reconcile(all).exit()).isZero();
  }

  @Test
  void refusesMonthsInTheWrongOrder() {
    StarOfSample.Answer answer = statements(all, "--month=2025-04..2025-02");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("--month: 2025-02 is before 2025-04");
    assertThat(folder.resolve("bills")).doesNotExist();
  }

  @Test
  void refusesAMonthThatIsNotOver() {
    YearMonth next = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    StarOfSample.Answer answer = statements(all, "--month=2025-02.." + next);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("--month: " + next + " is not over");
    assertThat(folder.resolve("bills")).doesNotExist();
  }

  private StarOfSample.Answer statements(Path input, String... more) {
    // The sample ends in March.
    List<String> asked = new ArrayList<>(List.of(more));
    asked.add("--complete-until=2025-05-01");
    return run(
        new StatementsCommand(),
        input,
        "--output=" + folder.resolve("bills"),
        asked.toArray(String[]::new));
  }

  private StarOfSample.Answer reconcile(Path input) {
    return run(new ReconcileCommand(), input, "--statements=" + folder.resolve("bills"));
  }

  private static StarOfSample.Answer run(Object command, Path input, String where, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--input=" + input,
                where,
                "--token-key=" + StarOfSample.TOKEN_KEY));
    arguments.addAll(List.of(more));
    if (Stream.of(more).noneMatch(option -> option.startsWith("--month"))) {
      arguments.add("--month=" + MONTHS);
    }
    return StarOfSample.run(command, arguments);
  }

  private static JsonNode account(StarOfSample.Answer answer) throws IOException {
    assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
    return new ObjectMapper().readTree(answer.out());
  }

  /** What readers see, by name. */
  private Map<String, String> files() throws IOException {
    Path current = folder.resolve("bills/current").toRealPath();
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(current)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            current.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
