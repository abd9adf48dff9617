package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CardbeamTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "trial", description = "Fails if asked to.")
  static final class Trial implements Callable<Integer> {
    @Option(names = "--count", description = "A number.")
    private int count;

    @Override
    public Integer call() throws IOException {
      if (count < 0) {
        throw new IOException("the disk is full\nof things");
      }
      return count;
    }
  }

  private int run(String... args) {
    CommandLine line = Cardbeam.with(List.of(new Trial()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void explainsItselfAndEachCommand() {
    assertThat(run("--help")).isZero();
    assertThat(run("trial", "--help")).isZero();
    assertThat(out.toString()).contains("trial", "Fails if asked to.", "--count", "Exit codes");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("cardbeam \\d+\\.\\d+");
  }

  @Test
  void answersAWrongOptionInOneLineWithCode2() {
    assertThat(run("trial", "--wrong")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--wrong", "cardbeam trial --help");
  }

  @Test
  void answersAWrongValueInOneLineWithCode2() {
    assertThat(run("trial", "--count=many")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--count", "many");
  }

  @Test
  void asksWhichCommandWithCode2() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("--help");
  }

  @Test
  void answersAFailureInOneLineWithCode1AndNamesTheLog() {
    assertThat(run("trial", "--count=-1")).isEqualTo(1);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains("the disk is full", LogFile.path().toString())
        .doesNotContain("Exception");
  }
}
