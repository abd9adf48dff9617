package io.cardbeam.command;

import io.cardbeam.pipeline.table.OutputInUseException;
import io.cardbeam.pipeline.table.Publication;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The folder whose tables a bounded command replaces. */
public final class OutputFolderOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = {
        "Local folder for the tables; made if it is not there.",
        "What a run writes takes the place of what an earlier one wrote there when it is complete,"
            + " and not before."
      })
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path output;

  /** The folder. */
  public Path path() {
    return output;
  }

  /**
   * Begins a run in the folder.
   *
   * @throws ParameterException if the folder can't be written, or another run is at work there
   */
  public Publication begin() {
    try {
      return Publication.begin(output.toAbsolutePath().normalize());
    } catch (OutputInUseException e) {
      throw new ParameterException(spec.commandLine(), "--output: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--output: " + output + " can't be written: " + e, e);
    }
  }
}
