package io.cardbeam.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Space on the disk of a data folder. Servers that run out of it end in the middle of what they
 * write, each with words of its own; so what uses them stops in order while there is some left.
 *
 * @param folder on that disk
 */
public record FreeSpace(Path folder) {
  /** Less than this is too little, MiB: a savepoint and what is on its way need some of it. */
  static final long LEAST_MIB = 256;

  private static final long MIB = 1 << 20;

  /** Whether there is too little. */
  boolean isLow() throws IOException {
    return freeMib() < LEAST_MIB;
  }

  /**
   * Looks whether there is enough.
   *
   * @throws IOException if not, in one line
   */
  public void require() throws IOException {
    if (isLow()) {
      throw new IOException(words());
    }
  }

  /** What is wrong, and what to do. */
  String words() throws IOException {
    return "the disk of "
        + folder
        + " is full: "
        + freeMib()
        + " MiB are free and "
        + LEAST_MIB
        + " are needed; make room, or take another folder with --data, and start again";
  }

  private long freeMib() throws IOException {
    return Files.getFileStore(folder).getUsableSpace() / MIB;
  }
}
