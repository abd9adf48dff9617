package io.cardbeam.command;

import io.cardbeam.geo.GeoFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By which file internet addresses are located. */
public final class GeoFileOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--geo-file",
      paramLabel = "FILE",
      description = {
        "File in MaxMind's format (.mmdb) by which internet addresses are located: GeoLite2, GeoIP2,"
            + " DB-IP or another one with countries or cities. It is held in memory, and read again"
            + " within a minute when it changes.",
        "Default: none, countries are left out."
      })
  private @Nullable Path path;

  /** Whether there is to be one. */
  public boolean isSet() {
    return path != null;
  }

  /**
   * The file, if there is to be one.
   *
   * @throws ParameterException if it can't be read, or knows no countries
   */
  public Optional<GeoFile> file() {
    if (path == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(GeoFile.open(path));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--geo-file: " + e.getMessage(), e);
    }
  }
}
