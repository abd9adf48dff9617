package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.Cardbeam;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code demo} refuses before it starts anything. */
class DemoCommandTest {
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... args) {
    CommandLine line = Cardbeam.with(Main.commands());
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

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
    assertThat(run("demo", "--data", data, option, value)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(named);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void answersAFileOfAnotherKindInOneLineWithCode2() throws Exception {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    assertThat(run("demo", "--input", file.toString())).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("other.csv", "header");
  }

  @Test
  void explainsEveryCommand() {
    for (String command : Cardbeam.with(Main.commands()).getSubcommands().keySet()) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
  }
}
