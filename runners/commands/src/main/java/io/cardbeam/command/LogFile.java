package io.cardbeam.command;

import java.nio.file.Path;

/**
 * Where servers and runners write about themselves. To be set before the first of them starts: the
 * logger reads these settings once.
 */
public final class LogFile {
  private static final String FILE = "cardbeam.log.file";
  private static final String LEVEL = "cardbeam.log.level";
  private static final String DEFAULT = "target/cardbeam.log";

  private LogFile() {}

  /** Logs go to this file from now on. */
  public static void use(Path file) {
    System.setProperty(FILE, file.toString());
  }

  /** Logs tell more. */
  static void verbose() {
    System.setProperty(LEVEL, "INFO");
  }

  /** The file in use. */
  public static Path path() {
    return Path.of(System.getProperty(FILE, DEFAULT));
  }
}
