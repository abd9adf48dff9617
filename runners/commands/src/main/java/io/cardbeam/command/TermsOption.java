package io.cardbeam.command;

import io.cardbeam.pipeline.statement.TermsText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The terms of the accounts. */
final class TermsOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--terms",
      paramLabel = "FILE",
      description =
          "What credit costs: for each version a line [YYYY-MM-DD] with its first day, and under it"
              + " name = value lines: rate, fees, minimum payment. Default: the terms that come with"
              + " Cardbeam.")
  private @Nullable Path file;

  /**
   * The terms.
   *
   * @throws ParameterException if the file can't be read or does not hold what it should
   */
  TermsText terms() {
    if (file == null) {
      return TermsText.standard();
    }
    try {
      return TermsText.of(file.toString(), OptionFile.text(spec, "--terms", file));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
