package io.cardbeam.local.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Cardbeam;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command on real servers, with the samples of the simulator. */
class ParityCommandTest {
  private static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");
  private static final List<String> RUNS = List.of("direct", "flink", "stream");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Cardbeam.with(List.of(new ParityCommand()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private JsonNode compared(String sample, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("parity", "--json"));
    args.addAll(List.of("--input", SAMPLES.resolve(sample).toString()));
    args.addAll(List.of("--token-key", SAMPLES.resolve("token.key").toString()));
    args.addAll(List.of("--runs", String.join(",", RUNS)));
    args.addAll(List.of(more));
    assertThat(run(args.toArray(String[]::new))).as(() -> out + "\n" + err).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void allRunsDecideTheSameOnWhatTheyLearnFromChargebacks() throws IOException {
    Path kept = folder.resolve("kept");
    JsonNode parity = compared("kaggle-2000.csv", "--chargebacks", "--keep", kept.toString());
    for (String run : RUNS) {
      JsonNode account = parity.at("/runs/" + run);
      assertThat(account.get("rows_read").asLong()).isEqualTo(2_000);
      assertThat(account.get("decided").asLong()).isEqualTo(2_000);
      assertThat(account.get("declined").asLong()).isPositive();
      assertThat(kept.resolve(run).resolve("decisions")).isNotEmptyDirectory();
    }
    assertThat(parity.at("/against_direct/flink/equal").asLong()).isEqualTo(2_000);
    assertThat(parity.at("/against_direct/stream/equal").asLong()).isEqualTo(2_000);
    for (String run : List.of("flink", "stream")) {
      JsonNode books = parity.at("/books/" + run);
      assertThat(books.at("/fact_authorization/equal").asLong()).isEqualTo(2_000);
      assertThat(books.at("/fact_transaction/equal").asLong()).isPositive();
      assertThat(books.at("/statement_line/equal").asLong()).isPositive();
      assertThat(books.at("/statements/equal").asLong()).isPositive();
    }
    assertThat(parity.get("holds").asBoolean()).isTrue();
  }

  @Test
  void badRowsAreDeadLettersInEveryRunAndNothingIsLeftBehind() throws IOException {
    List<Path> before = temporary();
    JsonNode parity = compared("bad-rows.csv", "--limit", "30");
    for (String run : RUNS) {
      JsonNode account = parity.at("/runs/" + run);
      assertThat(account.get("rows_read").asLong()).isEqualTo(30);
      assertThat(account.get("dead_letters").asLong()).isEqualTo(15);
      assertThat(account.get("adds_up").asBoolean()).isTrue();
    }
    assertThat(parity.at("/against_direct/stream/equal").asLong()).isEqualTo(15);
    assertThat(temporary()).isEqualTo(before);
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("cardbeam-parity"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--wrong,x,--wrong",
    "--limit,0,--limit",
    "--limit,many,--limit",
    "--keep,.,--keep",
    "--runs,flink,--runs",
    "--runs,spark,--runs",
    "--model,there-is-no-such-model.json,there-is-no-such-model.json"
  })
  void answersAWrongOptionInOneLineWithCode2(String option, String value, String named) {
    String input = SAMPLES.resolve("kaggle-2000.csv").toString();
    assertThat(run("parity", "--input", input, option, value)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(named);
  }

  @Test
  void answersAFileThatIsNotThereInOneLineWithCode2() {
    assertThat(run("parity", "--input", "there-is-no-such-file.csv")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("there-is-no-such-file.csv");
  }
}
