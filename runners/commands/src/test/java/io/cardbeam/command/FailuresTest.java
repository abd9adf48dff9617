package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

class FailuresTest {
  private static final String CLEAR = "\r\u001B[K";
  private static final String TERMINAL = "cardbeam.terminal";

  private final StringWriter screen = new StringWriter();

  /** Fails while it shows what it does. */
  @Command(name = "busy")
  private static final class Busy implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--wrong")
    private boolean wrong;

    @Override
    public Integer call() throws IOException {
      ProgressLine.of(spec.commandLine().getOut(), false).show("7 events sent");
      if (wrong) {
        throw new ParameterException(spec.commandLine(), "no such lake");
      }
      throw new IOException("no room");
    }
  }

  private int busy(String... options) {
    String before = System.getProperty(TERMINAL);
    System.setProperty(TERMINAL, "true");
    try {
      PrintWriter terminal = new PrintWriter(screen, true);
      return Cardbeam.with(List.of(new Busy()))
          .setOut(terminal)
          .setErr(terminal)
          .execute(Stream.concat(Stream.of("busy"), Stream.of(options)).toArray(String[]::new));
    } finally {
      if (before == null) {
        System.clearProperty(TERMINAL);
      } else {
        System.setProperty(TERMINAL, before);
      }
    }
  }

  @Test
  void anErrorStandsInPlaceOfWhatACommandWasDoing() {
    assertThat(busy()).isOne();
    assertThat(screen.toString())
        .startsWith(CLEAR + "  7 events sent" + CLEAR + "cardbeam: no room (more in ");
  }

  @Test
  void aUsageErrorThatIsFoundLateDoesSoToo() {
    assertThat(busy("--wrong")).isEqualTo(2);
    assertThat(screen.toString())
        .startsWith(CLEAR + "  7 events sent" + CLEAR + "cardbeam: no such lake (see ");
  }

  @Test
  void tellsTheOutermostMessageByItsFirstLine() {
    assertThat(
            Failures.inOneLine(
                new IllegalStateException("no room\nat all", new RuntimeException("why"))))
        .isEqualTo("no room");
  }

  @Test
  void tellsWhatARunFailedOfWhereTheRunnerSaysOnlyThatItFailed() {
    Throwable cause = new IllegalArgumentException("The specified bucket does not exist");

    assertThat(
            Failures.inOneLine(
                new RuntimeException(
                    "Pipeline execution failed", new RuntimeException("Job failed", cause))))
        .isEqualTo("Pipeline execution failed: The specified bucket does not exist");
  }

  @Test
  void skipsEnvelopesThatOnlyRepeatTheirCause() {
    Throwable cause = new IOException("the file is damaged", new RuntimeException("why"));

    assertThat(Failures.inOneLine(new RuntimeException(new RuntimeException(cause))))
        .isEqualTo("the file is damaged");
  }

  @Test
  void tellsTheKindOfAFailureWithoutWords() {
    assertThat(Failures.inOneLine(new RuntimeException((String) null, new StackOverflowError())))
        .isEqualTo("StackOverflowError");
  }
}
