package io.cardbeam.command;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.FileCheck;
import io.cardbeam.csv.FileReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whether a file can be played or read at all, asked before anything is started. */
public final class InputFileCheck {
  private InputFileCheck() {}

  /** A file whose rows can't be taken: exit code 1. */
  private static final class NothingTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingTakenException(String message) {
      super(message);
    }
  }

  /**
   * Looks at the file's header and its first rows.
   *
   * @param name how the user named the file, for instance {@code --input}
   * @param how what of it is to be read
   * @throws ParameterException if there is no such file, or its header lacks what is needed
   * @throws RuntimeException with the reason of most of them if none of its rows can be taken
   */
  public static void require(CommandLine line, String name, Path file, FileReading how) {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(line, name + ": no such file: " + file);
    }
    try {
      Optional<String> reason = FileCheck.of(file, how);
      if (reason.isPresent()) {
        throw new NothingTakenException(name + ": " + file + ": " + reason.get());
      }
    } catch (BadRowException e) {
      throw new ParameterException(line, name + ": " + file + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new ParameterException(
          line, name + ": " + file + " can't be read: " + e.getMessage(), e);
    }
  }
}
