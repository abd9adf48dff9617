package io.cardbeam.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code cardbeam COMMAND}. Which commands there are, a runner says. */
@Command(
    name = "cardbeam",
    mixinStandardHelpOptions = true,
    versionProvider = ProjectVersion.class,
    description = "Decides card payments while they stream, and keeps the books on them.",
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    footer = {
      "",
      "./cardbeam test runs every test of the project; ./cardbeam bench measures how fast it"
          + " decides.",
      "Exit codes: 0 done, 1 ran and found something wrong, 2 usage error."
    })
public final class Cardbeam implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Write more of what the servers do to the log file.")
  void setVerbose(boolean verbose) {
    if (verbose) {
      LogFile.verbose();
    }
  }

  /** The command line with these commands, each a picocli command. */
  public static CommandLine with(List<Object> commands) {
    CommandLine line = new CommandLine(new Cardbeam());
    commands.forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Failures::wronglyAsked);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? ./cardbeam --help lists them");
  }
}
