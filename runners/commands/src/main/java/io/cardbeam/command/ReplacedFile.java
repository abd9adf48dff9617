package io.cardbeam.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A small file that is replaced in one go, so that a crash leaves the old or the new one. */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** What the file is to hold. */
  public interface Content {
    /** Writes it. */
    void write(OutputStream out) throws IOException;
  }

  /** Puts a file in the place of the one of this name, if there is one. */
  public static void write(Path file, Content content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
      content.write(out);
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
