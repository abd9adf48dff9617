package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.cardbeam.command.ClassifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code classify} on a simulated file, with its labels and on a part of it. */
class ClassifyLabelledFileTest {
  private static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");
  private static final Path FILE = SAMPLES.resolve("kaggle-2000.csv");
  private static final int ROWS = 2_000;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyFraudComesBackAndTheRowsAddUp() throws IOException {
    JsonNode account = classify(FILE, "--chargebacks");
    assertThat(account.get("findings").asLong()).isEqualTo(frauds().size()).isPositive();
    assertThat(account.get("rows_read").asLong()).isEqualTo(ROWS);
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    assertThat(decisions()).hasSize(ROWS);
  }

  @Test
  void withoutTheOptionLabelsAreNotEvenLookedAt() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    Path unlabelled = folder.resolve("unlabelled.csv");
    Files.write(
        unlabelled,
        Stream.concat(
                lines.stream().limit(1), lines.stream().skip(1).map(l -> l.replaceAll(".$", "?")))
            .toList());
    JsonNode account = classify(FILE);
    assertThat(account.has("findings")).isFalse();
    List<String> decided = sortedLines();
    assertThat(classify(unlabelled).get("invalid").asLong()).isZero();
    assertThat(sortedLines()).isEqualTo(decided);
    assertThat(run(unlabelled, "--chargebacks")).isEqualTo(1);
    assertThat(err.toString()).contains("none of its 2000 rows can be taken", "BAD_LABEL");
    Files.write(unlabelled, lines.subList(1, 2), StandardOpenOption.APPEND);
    assertThat(classify(unlabelled, "--chargebacks").get("invalid").asLong()).isEqualTo(ROWS);
    assertThat(folder.resolve("out/dead-letters.csv")).content().contains("BAD_LABEL");
  }

  @Test
  void whatLiesOutsideTheWindowIsCountedAndNotDecided() throws IOException {
    Map<String, Instant> all = requests();
    List<Instant> times = all.values().stream().sorted().toList();
    Instant from = times.get(ROWS / 4);
    Instant to = times.get(ROWS / 2);
    JsonNode account = classify(FILE, "--chargebacks", "--from", from + "", "--to", to + "");
    List<String> within =
        all.entrySet().stream()
            .filter(r -> !r.getValue().isBefore(from) && r.getValue().isBefore(to))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(decisions().keySet()).containsExactlyInAnyOrderElementsOf(within).isNotEmpty();
    assertThat(account.get("rows_read").asLong()).isEqualTo(ROWS);
    assertThat(account.get("outside").asLong()).isEqualTo(ROWS - within.size());
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
  }

  @Test
  void aWindowDecidesAsAFileOfItsRowsAloneWould() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    Path part = folder.resolve("part.csv");
    Files.write(
        part,
        Stream.concat(
                lines.stream().limit(1), lines.stream().filter(l -> l.contains(",2025-03-04 ")))
            .toList());
    classify(part, "--chargebacks");
    List<String> expected = sortedLines();
    assertThat(expected)
        .hasSameSizeAs(Files.readAllLines(part))
        .noneMatch(line -> line.contains("no card was issued"));
    classify(FILE, "--chargebacks", "--from", "2025-03-04", "--to", "2025-03-05");
    assertThat(sortedLines()).isEqualTo(expected);
  }

  @Test
  void underTheStressTestNoFraudIsAtNightAndNothingElseMoves() throws IOException {
    List<String> frauds = frauds();
    Map<String, Instant> expected = requests();
    expected.replaceAll(
        (id, time) ->
            frauds.contains(id) && isNight(time) ? time.plus(Duration.ofHours(12)) : time);
    assertThat(classify(FILE, "--stress", "daytime").get("adds_up").asText()).isEqualTo("yes");
    assertThat(decisions()).isEqualTo(expected).isNotEqualTo(requests());
  }

  @Test
  void filesOfAPatternThatAreAllDeadLettersAreNoSuccess() throws IOException {
    String header = Files.readAllLines(FILE).get(0);
    Files.writeString(folder.resolve("part-1.csv"), header + "\ntorn\n");
    Files.writeString(folder.resolve("part-2.csv"), header + "\ntorn,too\n");
    Path parts = folder.resolve("part-*.csv");
    assertThat(run(parts, "--json")).isEqualTo(1);
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("invalid").asLong()).isEqualTo(2);
    assertThat(account.get("adds_up").asText())
        .isEqualTo("NO: nothing could be taken; the dead letters say why");
    Files.copy(FILE, folder.resolve("part-3.csv"));
    assertThat(classify(parts).get("rows_read").asLong()).isEqualTo(ROWS + 2);
  }

  @Test
  void saysInOneLineWhatWasAskedWrongly() {
    assertThat(run(SAMPLES.resolve("lake"), "--chargebacks")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--chargebacks is for the labels of a CSV file");
    assertThat(run(SAMPLES.resolve("lake"), "--stress", "daytime")).isEqualTo(2);
    assertThat(run(FILE, "--from", "2025-04-01", "--to", "2025-03-01")).isEqualTo(2);
    assertThat(err.toString()).contains("is not before --to 2025-03-01");
    assertThat(run(FILE, "--from", "soon")).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static boolean isNight(Instant time) {
    int hour = (int) (time.getEpochSecond() / 3600 % 24);
    return hour >= 22 || hour < 4;
  }

  private JsonNode classify(Path input, String... more) throws IOException {
    out.getBuffer().setLength(0);
    String[] asked = Stream.concat(Stream.of(more), Stream.of("--json")).toArray(String[]::new);
    assertThat(run(input, asked)).as(err::toString).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(Path input, String... more) {
    return new CommandLine(new ClassifyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(
                    Stream.of(
                        "--runner=direct",
                        "--input=" + input,
                        "--output=" + folder.resolve("out"),
                        "--token-key=" + SAMPLES.resolve("token.key")),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  /** The decisions; a runner writes them in any order. */
  private List<String> sortedLines() throws IOException {
    return Files.readAllLines(folder.resolve("out/decisions.csv")).stream().sorted().toList();
  }

  private Map<String, Instant> decisions() throws IOException {
    Map<String, Instant> times = new TreeMap<>();
    rows(folder.resolve("out/decisions.csv"))
        .forEach(r -> times.put(r.getField("request_id"), Instant.parse(r.getField("event_time"))));
    return times;
  }

  private static Map<String, Instant> requests() throws IOException {
    return rows(FILE).stream()
        .collect(
            Collectors.toMap(
                r -> r.getField("trans_num"),
                r -> Instant.parse(r.getField("trans_date_trans_time").replace(' ', 'T') + "Z")));
  }

  private static List<String> frauds() throws IOException {
    return rows(FILE).stream()
        .filter(r -> r.getField("is_fraud").equals("1"))
        .map(r -> r.getField("trans_num"))
        .toList();
  }

  private static List<NamedCsvRecord> rows(Path csv) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      return reader.stream().toList();
    }
  }
}
