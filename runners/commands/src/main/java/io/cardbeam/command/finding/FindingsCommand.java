package io.cardbeam.command.finding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code findings}: tells a running stream what requests turned out to be. */
@Command(
    name = "findings",
    description = {
      "Tells a running stream what requests turned out to be: fraud, or genuine after all. The"
          + " card's later requests are decided knowing it, and the books show it on the request;"
          + " decisions that were given stay as they are.",
      "Nothing is taken back: who was wrong reports the other verdict, and the latest holds."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {FindingsReportCommand.class, FindingsLoadCommand.class})
public final class FindingsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "findings: which of report (one) and load (a file of them)?");
  }
}
