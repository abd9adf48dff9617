package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final Path SAMPLES = Path.of("../../testdata/samples");

  @TempDir private Path folder = Path.of("");

  @Test
  void theCommandInTheSamplesNoteWritesTheSample() {
    Path csv = folder.resolve("kaggle-2000.csv");
    CommandRun run =
        simulate(
            "--seed 7 --cards 40 --transactions 2000 --from 2025-03-01 --fraud-rate 0.02", csv);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(csv).hasSameTextualContentAs(SAMPLES.resolve("kaggle-2000.csv"));
    assertThat(run.out()).contains("requests").contains("2,000").contains("frauds by night burst");
  }

  @Test
  void theCommandInTheSamplesNoteWritesTheLake() throws Exception {
    Path lake = folder.resolve("lake");
    CommandRun run =
        simulate(
            "--format avro --seed 2 --cards 60 --from 2025-03-01 --to 2025-03-03 --fraud-rate 0.03"
                + " --json --token-key "
                + SAMPLES.resolve("token.key"),
            lake);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    String file = "card-events/CardUpdate/date=2025-03-01/hour=00/part-00000.avro";
    assertThat(lake.resolve(file)).hasSameBinaryContentAs(SAMPLES.resolve("lake").resolve(file));
    JsonNode account = new ObjectMapper().readTree(run.out());
    assertThat(account.get("requests").asLong())
        .isEqualTo(account.get("written_AuthorizationRequest").asLong());
    assertThat(account.get("written_files").asInt()).isGreaterThan(50);
  }

  @Test
  void labelsGoToAFileOfTheirOwn() throws Exception {
    Path labels = folder.resolve("labels.csv");
    CommandRun run =
        simulate("--transactions 50 --cards 20 --labels " + labels, folder.resolve("t.csv.zst"));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(Files.readAllLines(labels)).hasSize(51).startsWith("request_id,card_token,is_fraud");
  }

  @Test
  void aCsvNeedsNoTokenKeyAndMakesNone() {
    Path key = folder.resolve("never.key");
    CommandRun run = simulate("--transactions 5 --token-key " + key, folder.resolve("t.csv"));
    assertThat(run.exitCode()).isZero();
    assertThat(key).doesNotExist();
  }

  @Test
  void whatExistsIsNotWrittenOver() throws Exception {
    Path csv = Files.writeString(folder.resolve("precious.csv"), "mine");
    CommandRun run = simulate("--transactions 5", csv);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError())
        .isEqualTo("--output: " + csv + " exists already; name another, or remove it");
    assertThat(csv).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--cards 0 | cards must be 1 to 100000",
        "--cards many | 'many' is not an int",
        "--transactions 0 | transactions must be above 0",
        "--from 2025-1-1 | is no date like 2025-01-31",
        "--from 1970-01-01 | start must be in the years 1990 to 2099",
        "--to 2024-12-31 | end must be after start",
        "--fraud-rate 0.9 | fraud rate must be 0 to 0.5",
        "--format xml | but was 'xml'",
        "--layout wide | but was 'wide'",
        "--speed 3 | --speed is for --format=kafka",
        "--format kafka | --output and --labels are for files",
        "--warp 3 | Unknown option"
      })
  void wrongValuesAreOneClearLineAndExitTwo(String options, String complaint) {
    CommandRun run = simulate(options, folder.resolve("never.csv"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).contains(complaint);
    assertThat(folder.resolve("never.csv")).doesNotExist();
  }

  @Test
  void theOutputMustBeNamed() {
    CommandRun run = CommandRun.of(new SimulateCommand());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).isEqualTo("Missing required option: '--output=PATH'");
  }

  @Test
  void helpExplainsEveryOption() {
    String help = new CommandLine(new SimulateCommand()).getUsageMessage();
    for (String option :
        List.of(
            "--output",
            "--format",
            "--layout",
            "--cards",
            "--transactions",
            "--from",
            "--to",
            "--seed",
            "--fraud-rate",
            "--labels",
            "--json",
            "--token-key")) {
      assertThat(help).containsPattern(" " + option + "[= ] *\\S");
    }
  }

  private static CommandRun simulate(String options, Path output) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
    arguments.add("--output");
    arguments.add(output.toString());
    return CommandRun.of(new SimulateCommand(), arguments.toArray(String[]::new));
  }
}
