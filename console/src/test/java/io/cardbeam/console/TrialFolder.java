package io.cardbeam.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A folder of servers that are started before any test of a class, and deleted after them. */
record TrialFolder(Path path) implements AutoCloseable {
  static TrialFolder make() throws IOException {
    return new TrialFolder(Files.createTempDirectory("cardbeam-console"));
  }

  /** What is made by a test class as it is loaded, where nobody could catch what it throws. */
  static <T> T unchecked(Callable<T> made) {
    try {
      return made.call();
    } catch (Exception e) {
      throw new AssertionError("the servers of the test do not start", e);
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(path)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
