package io.cardbeam.command;

import io.cardbeam.pipeline.statement.StatementFile;
import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.check.DataTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares the documents of two folders, byte by byte. */
final class DocumentCheck {
  private DocumentCheck() {}

  /**
   * Whether the JSON documents found are those expected.
   *
   * @throws IOException if one can't be read
   */
  static DataTestResult of(Path expected, Path found) throws IOException {
    SortedSet<String> names = new TreeSet<>(names(expected));
    names.addAll(names(found));
    long failures = 0;
    List<String> examples = new ArrayList<>();
    for (String name : names) {
      String difference = difference(expected.resolve(name), found.resolve(name));
      if (!difference.isEmpty()) {
        failures++;
        if (examples.size() < DataTests.EXAMPLES) {
          examples.add(name + " " + difference);
        }
      }
    }
    return new DataTestResult(
        "documents: each is that which the archive gives", failures, examples);
  }

  private static String difference(Path expected, Path found) throws IOException {
    if (!Files.exists(expected)) {
      return "is there, and the archive gives none";
    }
    if (!Files.exists(found)) {
      return "is missing";
    }
    long at = Files.mismatch(expected, found);
    return at < 0 ? "" : "is another from byte " + at + " on";
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("." + StatementFile.JSON.extension()))
          .toList();
    }
  }
}
