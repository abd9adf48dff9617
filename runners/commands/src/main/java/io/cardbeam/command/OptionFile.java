package io.cardbeam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The text of a file that an option names. */
final class OptionFile {
  /** Largest file that is read, bytes. */
  private static final long MAX_BYTES = 64L << 20;

  private OptionFile() {}

  /**
   * The text.
   *
   * @param option name of the option, for errors
   * @throws ParameterException if the file can't be read, or is larger than 64 MiB
   */
  static String text(CommandSpec spec, String option, Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ParameterException(
            spec.commandLine(), option + ": " + file + " is larger than 64 MiB");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), option + ": can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
