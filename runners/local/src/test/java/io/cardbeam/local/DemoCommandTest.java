package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cardbeam.command.Cardbeam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code demo} refuses before it starts anything. */
class DemoCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--wrong,x,--wrong",
    "--cards,99,--cards",
    "--cards,some,--cards",
    "--rate,0,--rate",
    "--rate,NaN,--rate",
    "--speed,fast,--speed",
    "--speed,-1,--speed",
    "--duration,soon,--duration",
    "--duration,0s,--duration",
    "--port,0,--port",
    "--input,there-is-no-such-file.csv,there-is-no-such-file.csv"
  })
  void answersAWrongOptionInOneLineWithCode2(String option, String value, String named) {
    String data = folder.resolve("data").toString();
    CommandRun run = CommandRun.of("demo", "--data", data, option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).hasLineCount(1).contains(named);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void answersAFileOfAnotherKindInOneLineWithCode2() throws Exception {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    CommandRun run = CommandRun.of("demo", "--input", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).hasLineCount(1).contains("other.csv", "header");
  }

  @Test
  void explainsEveryCommand() {
    for (String command : Cardbeam.with(Main.commands()).getSubcommands().keySet()) {
      assertThat(CommandRun.of(command, "--help").exitCode()).as(command).isZero();
    }
  }

  /** Picocli takes them for formats; of another it prints a warning before the help. */
  @Test
  void everyDescriptionIsAFormat() {
    descriptionsAreFormats(Cardbeam.with(Main.commands()));
  }

  private static void descriptionsAreFormats(CommandLine command) {
    List<String> texts =
        new ArrayList<>(List.of(command.getCommandSpec().usageMessage().description()));
    texts.addAll(List.of(command.getCommandSpec().usageMessage().footer()));
    command.getCommandSpec().args().forEach(arg -> texts.addAll(List.of(arg.description())));
    for (String text : texts) {
      assertThatCode(() -> String.format(text))
          .as("%s: %s", command.getCommandName(), text)
          .doesNotThrowAnyException();
    }
    command.getSubcommands().values().forEach(DemoCommandTest::descriptionsAreFormats);
  }
}
