package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptsTest {

  static List<Path> scripts() throws IOException {
    return DeployFiles.endingWith(".sh");
  }

  static List<Path> programs() throws IOException {
    return scripts().stream().filter(Files::isExecutable).toList();
  }

  static Stream<String> calls() throws IOException {
    return Stream.of(".sh", ".md", ".json", ".yaml")
        .flatMap(ScriptsTest::textsEndingWith)
        .flatMap(text -> CommandOptions.callsIn(text).stream());
  }

  private static Stream<String> textsEndingWith(String end) {
    try {
      Stream.Builder<String> texts = Stream.builder();
      for (Path file : DeployFiles.endingWith(end)) {
        texts.add(Files.readString(file));
      }
      return texts.build();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void isBash(Path script) throws Exception {
    Run run = run("bash", "-n", script.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void stopsAtTheFirstErrorAndExplainsItself(Path program) throws Exception {
    Run help = run(program.toString(), "--help");

    assertThat(program).content().startsWith("#!/usr/bin/env bash\n").contains("set -euo pipefail");
    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).startsWith("Usage: " + program.getFileName());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void asksForWhatIsMissing(Path program) throws Exception {
    Run run = run("env", "CARDBEAM_SETTINGS=/nowhere", program.toString());

    assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
    assertThat(run.output()).startsWith(program.getFileName() + ": ").hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callsCommandsByOptionsThatTheyHave(String call) {
    assertThat(CommandOptions.unknownIn(call)).as(call).isEmpty();
  }

  @Test
  void findsAnOptionThatACommandHasNot() {
    List<String> calls = CommandOptions.callsIn("x && cardbeam stream \\\n  --lake=a --lakes=b\n");

    assertThat(calls).hasSize(1);
    assertThat(CommandOptions.unknownIn(calls.get(0))).containsExactly("--lakes");
  }

  private record Run(int exitCode, String output) {}

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
