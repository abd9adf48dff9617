package io.cardbeam.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that are checked. */
final class DeployFiles {
  /** The folder deploy: Maven runs the tests of a module in its folder. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private DeployFiles() {}

  /** All whose name ends so, in any of the folders. */
  static List<Path> endingWith(String end) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !ROOT.relativize(file).startsWith("target"))
          .filter(file -> !ROOT.relativize(file).startsWith("src"))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** A file by its path below deploy. */
  static Path named(String path) {
    return ROOT.resolve(path);
  }
}
