package io.cardbeam.command;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.CsvInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whether a file can be played or read at all, asked before anything is started. */
public final class CsvFileCheck {
  private CsvFileCheck() {}

  /**
   * Looks at the file's first line.
   *
   * @param name how the user named the file, for instance {@code --input}
   * @throws ParameterException if there is no such file, or it has no header of a known layout
   */
  public static void require(CommandLine line, String name, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(line, name + ": no such file: " + file);
    }
    try {
      CsvInput.checkHeader(file);
    } catch (BadRowException e) {
      throw new ParameterException(line, name + ": " + file + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new ParameterException(
          line, name + ": " + file + " can't be read: " + e.getMessage(), e);
    }
  }
}
