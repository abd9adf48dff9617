package io.cardbeam.bench.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was found, by kind; the first inputs of a kind are kept as files. */
final class Findings {
  /** Files kept of one kind; more of them tell nothing new. */
  static final int MOST_FILES_OF_A_KIND = 3;

  /** Kinds that are kept; from there on only their count grows. */
  static final int MOST_KINDS = 100;

  private static final String INPUT = ".input";

  private final Path folder;
  private final Map<String, Kind> kinds = new TreeMap<>();
  private long count;

  /**
   * @param folder for the inputs; made when there is one
   */
  Findings(Path folder) {
    this.folder = folder;
  }

  /**
   * A kind of finding.
   *
   * @param words what happened, and where
   * @param count how many inputs
   * @param first file of the first of them
   */
  record Kind(String words, long count, Path first) {}

  /** Takes one, and keeps its input if it tells something new. */
  synchronized void add(Finding finding) throws IOException {
    count++;
    String words = finding.target().words() + ": " + finding.kind();
    Kind before = kinds.get(words);
    if (before == null) {
      if (kinds.size() < MOST_KINDS) {
        kinds.put(words, new Kind(words, 1, keep(finding)));
      }
      return;
    }
    if (before.count() < MOST_FILES_OF_A_KIND) {
      keep(finding);
    }
    kinds.put(words, new Kind(words, before.count() + 1, before.first()));
  }

  private Path keep(Finding finding) throws IOException {
    Files.createDirectories(folder);
    String name = "%s-%016x".formatted(finding.target().code(), finding.seed());
    Path input = folder.resolve(name + INPUT);
    Files.write(input, finding.input().bytes());
    Files.writeString(
        folder.resolve(name + ".txt"),
        """
        %s
        %s
        Repeat it: ./cardbeam bench fuzz --repeat %s

        %s
        """
            .formatted(finding.kind(), finding.input().what(), input, finding.detail()),
        StandardCharsets.UTF_8);
    return input;
  }

  /** How many inputs were not read as they should be. */
  synchronized long count() {
    return count;
  }

  synchronized List<Kind> kinds() {
    return List.copyOf(kinds.values());
  }

  /** The target that a kept file was thrown at: its name begins with the target's. */
  static Optional<TargetKind> targetOf(Path file) {
    String name = file.getFileName().toString();
    int end = name.lastIndexOf('-');
    return end < 0 ? Optional.empty() : TargetKind.of(name.substring(0, end));
  }
}
