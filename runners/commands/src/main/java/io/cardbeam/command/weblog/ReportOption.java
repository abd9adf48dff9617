package io.cardbeam.command.weblog;

import io.cardbeam.command.Account;
import io.cardbeam.command.weblog.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A page with the hits, in one file. */
final class ReportOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write the console's page of web logs as one HTML file, which needs no server: of all hits"
            + " in --output, or of those that are read. Of more than 1,000,000 hits it has the"
            + " newest.",
        "Default: none."
      })
  private @Nullable Path path;

  boolean isNamed() {
    return path != null;
  }

  /**
   * The file, if one is asked for.
   *
   * @throws ParameterException if it can't be written
   */
  Optional<ReportFile> file() {
    try {
      return path == null ? Optional.empty() : Optional.of(ReportFile.at(path));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--report: " + e.getMessage(), e);
    }
  }

  /** Adds what was written to the account. */
  void add(ReportFile.Written written, Account account) {
    account
        .with("report", String.valueOf(path))
        .with("hits in report", written.hits())
        .with("bytes of report", written.bytes());
    if (written.isCut()) {
      account
          .with("hits left out", written.found() - written.hits())
          .with("report from", written.oldest().toString());
    }
  }
}
