package io.cardbeam.command.weblog;

import io.cardbeam.command.weblog.report.ReportFile;
import io.cardbeam.geo.GeoSource;
import io.cardbeam.pipeline.weblog.WebLogSettings;
import io.cardbeam.weblog.LogFormats;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How lines are read, and what is kept of them. */
final class ReadingOption {
  private static final int MAX_DAYS = 36_525;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      defaultValue = "csv",
      description = "Layout of the hits. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.csv;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = LogFormats.AUTO,
      description = {
        "auto, or a format as the server's configuration has it behind LogFormat (Apache) or"
            + " log_format (nginx). auto takes common, combined and both with the virtual host"
            + " first or more fields at the end, line by line. Default: ${DEFAULT-VALUE}."
      })
  private String logFormat = LogFormats.AUTO;

  @Option(
      names = "--geo-file",
      paramLabel = "FILE|none",
      description = {
        "File in MaxMind's format (.mmdb) with countries or cities, by which addresses are"
            + " located; none leaves country and city empty.",
        "Default: ${bundle:" + GeoFileDefault.KEY + "}."
      })
  private @Nullable String geoFile;

  @Option(
      names = "--agents",
      paramLabel = "full|kinds",
      defaultValue = "full",
      description = {
        "full: name, version, operating system and device of each user agent. kinds: browser, bot,"
            + " ai_agent or tool alone, which starts some seconds faster. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private Agents agents = Agents.full;

  @Option(
      names = "--anonymize",
      description = {
        "Write addresses shortened: of IPv4 the first 24 bits, of IPv6 the first 48, of a name its"
            + " domain; and no users. Country and city are found before."
      })
  private boolean anonymize;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      description = {
        "Write no hits older than N days (UTC), and delete those that earlier runs wrote, with the"
            + " sessions that ended before. They are counted still.",
        "Default: all are kept."
      })
  private @Nullable Integer keepDays;

  private String locations = GeoSource.NONE;

  /** The layouts, by the names that people type. */
  enum Format {
    csv,
    parquet
  }

  /** How much is read of user agents, by the names that people type. */
  enum Agents {
    full,
    kinds
  }

  /** What can be seen to be wrong before anything is read. */
  void requireSound() {
    try {
      LogFormats.parser(logFormat);
    } catch (IllegalArgumentException e) {
      throw refused("--log-format: " + e.getMessage(), e);
    }
    try {
      locations =
          places()
              .open()
              .map(GeoFileDefault::text)
              .orElse(geoFile == null ? GeoFileDefault.MISSING : GeoSource.NONE);
    } catch (IOException | InvalidPathException e) {
      throw refused("--geo-file: " + e.getMessage(), e);
    }
    if (keepDays != null && (keepDays < 1 || keepDays > MAX_DAYS)) {
      throw refused("--keep-days: " + keepDays + " is not from 1 to " + MAX_DAYS, null);
    }
  }

  private GeoSource places() {
    return geoFile == null ? GeoSource.standard() : GeoSource.named(geoFile);
  }

  /** By what addresses are located, in a line; known when {@link #requireSound} has passed. */
  String locations() {
    return locations;
  }

  /** Whether something is asked for that only reading files has. */
  boolean isForFiles() {
    return format != Format.csv || forgets();
  }

  /** Whether hits that are too old are left out. */
  boolean forgets() {
    return keepDays != null;
  }

  /**
   * What was asked.
   *
   * @param folder where hits are written; empty for none
   * @param run its number
   */
  WebLogSettings settings(String folder, int run) {
    long oldest =
        keepDays == null
            ? Long.MIN_VALUE
            : Instant.now().truncatedTo(ChronoUnit.DAYS).getEpochSecond()
                - Duration.ofDays(keepDays).toSeconds();
    return new WebLogSettings(
        logFormat,
        places(),
        agents == Agents.full,
        anonymize,
        oldest,
        folder,
        format == Format.csv ? WebLogSettings.HitFormat.CSV : WebLogSettings.HitFormat.PARQUET,
        run);
  }

  /** Writes a report of the hits in a folder. */
  ReportFile.Written report(ReportFile file, Path folder) throws IOException {
    return file.write(folder, places().open(), Instant.now());
  }

  private ParameterException refused(String why, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), why, cause);
  }
}
