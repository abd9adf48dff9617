package io.cardbeam.command;

import io.cardbeam.csv.ColumnsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which column of a file of transactions tells what, where the file's own names do not. */
public final class ColumnsOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--columns",
      paramLabel = "FILE",
      description = {
        "Which column of the transactions tells what: lines as amount = Betrag, currency = \"EUR\","
            + " decimal-sign = , and date-format = dd.MM.yyyy HH:mm. docs/files.md lists the names.",
        "Default: columns by the names of the known layouts. ./cardbeam columns FILE shows what is"
            + " made of a file."
      })
  private @Nullable Path file;

  /**
   * What was said.
   *
   * @throws ParameterException if the file can't be read, or with the line that is wrong in it
   */
  public ColumnsFile columns() {
    if (file == null) {
      return ColumnsFile.NONE;
    }
    try {
      return ColumnsFile.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--columns: " + file + " can't be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--columns: " + e.getMessage(), e);
    }
  }
}
