package io.cardbeam.command;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person sees when it goes wrong: one line. The stack trace goes to the log file. */
final class Failures {
  private static final int MAX_DEPTH = 50;
  private static final String FLINK_SAYS_NO_MORE_THAN = "Pipeline execution failed";

  private Failures() {}

  /** A usage error: exit code 2. */
  static int wronglyAsked(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    clearPassingState(line);
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    line.getErr()
        .println(
            "cardbeam: " + said + " (see " + line.getCommandSpec().qualifiedName() + " --help)");
    line.getErr().flush();
    return ExitCode.USAGE;
  }

  /** Ran and failed: exit code 1. */
  static int failed(Exception e, CommandLine line, ParseResult parsed) {
    LoggerFactory.getLogger(Failures.class).error("command failed", e);
    clearPassingState(line);
    line.getErr().println("cardbeam: " + inOneLine(e) + " (more in " + LogFile.path() + ")");
    line.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  /** Both go to one terminal: the error must not stand behind what a command was doing. */
  private static void clearPassingState(CommandLine line) {
    ProgressLine.of(line.getOut(), false).hide();
  }

  /**
   * The outermost message there is, other than one that only repeats the cause's kind and message,
   * and the innermost where that says only that the run failed; an exception without any is shown
   * by its kind.
   */
  static String inOneLine(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && chain.size() < MAX_DEPTH) {
      chain.add(next);
      next = next.getCause();
    }
    List<String> messages =
        chain.stream()
            .filter(e -> e.getCause() == null || !e.getCause().toString().equals(e.getMessage()))
            .map(Throwable::getMessage)
            .filter(message -> message != null && !message.isBlank())
            .flatMap(message -> message.lines().limit(1))
            .toList();
    if (messages.isEmpty()) {
      return chain.get(chain.size() - 1).getClass().getSimpleName();
    }
    String outermost = messages.get(0);
    return outermost.equals(FLINK_SAYS_NO_MORE_THAN)
        ? outermost + ": " + messages.get(messages.size() - 1)
        : outermost;
  }
}
