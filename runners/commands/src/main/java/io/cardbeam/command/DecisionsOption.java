package io.cardbeam.command;

import io.cardbeam.pipeline.files.DecisionFile;
import io.cardbeam.pipeline.read.ReadCards;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decisions on a CSV file's requests that were made before. */
public final class DecisionsOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--decisions",
      paramLabel = "DIR",
      description =
          "Folder that classify --format avro wrote for the same CSV file under the same token key:"
              + " its decisions stand, and only requests without one are decided.")
  private @Nullable Path folder;

  /**
   * The source with the decisions, if any were given.
   *
   * @throws ParameterException if the source is a lake, which has its own, or the folder holds no
   *     Avro file of decisions
   */
  public ReadCards addTo(ReadCards source) {
    if (folder == null) {
      return source;
    }
    if (!source.readsCsv()) {
      throw new ParameterException(
          spec.commandLine(), "--decisions is for a CSV file; a lake holds its decisions itself");
    }
    try {
      DecisionFile file = DecisionFile.in(folder);
      if (!file.isWhole()) {
        throw new ParameterException(
            spec.commandLine(),
            "--decisions: "
                + file.path()
                + " has neither versions nor codes of reasons: write it by classify --format avro");
      }
      return source.withDecisions(Place.absolute(file.path().toString()));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--decisions: " + e.getMessage(), e);
    }
  }
}
