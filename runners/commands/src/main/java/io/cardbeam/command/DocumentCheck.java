package io.cardbeam.command;

import io.cardbeam.pipeline.statement.IssuedDocument;
import io.cardbeam.pipeline.statement.StatementFile;
import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.check.DataTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the documents of statements that were issued with those that they must be. */
final class DocumentCheck {
  private static final String NAME =
      "documents: the newest of each is that which the archive gives";

  private long failures;
  private final List<String> examples = new ArrayList<>();

  /**
   * Compares a month's documents.
   *
   * @throws IOException if one can't be read
   */
  void compare(Path expected, Path found) throws IOException {
    SortedMap<String, NavigableMap<Integer, Path>> made = byStatement(expected);
    SortedMap<String, NavigableMap<Integer, Path>> issued = byStatement(found);
    TreeSet<String> names = new TreeSet<>(made.keySet());
    names.addAll(issued.keySet());
    for (String name : names) {
      String difference = difference(made.get(name), issued.get(name));
      if (!difference.isEmpty()) {
        failures++;
        if (examples.size() < DataTests.EXAMPLES) {
          examples.add(found.getFileName() + " " + name + " " + difference);
        }
      }
    }
  }

  DataTestResult result() {
    return new DataTestResult(NAME, failures, examples);
  }

  private static String difference(
      @Nullable NavigableMap<Integer, Path> made, @Nullable NavigableMap<Integer, Path> issued)
      throws IOException {
    if (issued == null) {
      return "is missing";
    }
    if (issued.firstKey() != 1 || issued.lastKey() != issued.size()) {
      return "has issues " + issued.keySet() + ", so one is missing";
    }
    Path newest = issued.lastEntry().getValue();
    try {
      if (made == null) {
        boolean isVoid =
            issued.size() > 1 && IssuedDocument.of(Files.readAllBytes(newest)).isEmpty();
        return isVoid ? "" : "is there, and the archive gives none";
      }
      Path expected = made.firstEntry().getValue();
      long at = Files.mismatch(expected, newest);
      if (at < 0) {
        return "";
      }
      IssuedDocument one = IssuedDocument.of(Files.readAllBytes(expected));
      IssuedDocument other = IssuedDocument.of(Files.readAllBytes(newest));
      boolean isSame =
          other.issue().number() == issued.lastKey() && one.isToldBy(other) && other.isToldBy(one);
      return isSame ? "" : "is another from byte " + at + " on";
    } catch (IOException e) {
      return "can't be read: " + e.getMessage();
    }
  }

  private static SortedMap<String, NavigableMap<Integer, Path>> byStatement(Path folder)
      throws IOException {
    SortedMap<String, NavigableMap<Integer, Path>> documents = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return documents;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        StatementFile.JSON
            .issueNamed(file.getFileName().toString())
            .ifPresent(
                issue ->
                    documents
                        .computeIfAbsent(issue.statement(), any -> new TreeMap<>())
                        .put(issue.number(), file));
      }
    }
    return documents;
  }
}
