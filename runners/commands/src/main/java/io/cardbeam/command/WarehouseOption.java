package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The star that a command asks. */
public final class WarehouseOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      required = true,
      description = "Folder of a star, as warehouse writes it.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path warehouse;

  /** The folder. */
  public Path folder() {
    return warehouse;
  }

  /**
   * Its newest build.
   *
   * @throws ParameterException if there is none
   */
  public StarFolder star() {
    try {
      return StarFolder.of(warehouse);
    } catch (QueryException e) {
      throw new ParameterException(spec.commandLine(), "--warehouse: " + e.getMessage(), e);
    }
  }
}
