package io.cardbeam.flink.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A text in the repository of what comes out, in sections: a line that begins at the margin heads
 * one. With {@code -Dcardbeam.recordGoldens=true} it is written again, and a test whose text has
 * changed fails all the same: what changed is read before it is kept.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "golden");
  private static final String RECORD = "cardbeam.recordGoldens";
  private static final int MOST_LINES_OF_A_SECTION = 40;

  private Golden() {}

  static Path folder() {
    return FOLDER;
  }

  /**
   * Compares lines with the golden text.
   *
   * @param name of its file
   * @throws AssertionError if they differ, with each section that does
   */
  static void check(String name, List<String> lines) throws IOException {
    Path file = FOLDER.resolve(name);
    List<String> golden =
        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    if (golden.equals(lines)) {
      return;
    }
    boolean isRecorded = Boolean.getBoolean(RECORD);
    if (isRecorded) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, lines, StandardCharsets.UTF_8);
    }
    throw new AssertionError(
        "%s %s:%n%s%n%s"
            .formatted(
                file,
                isRecorded ? "was written again, and differed" : "differs",
                String.join(System.lineSeparator(), differences(golden, lines)),
                isRecorded
                    ? "Read the difference, and run again without -D" + RECORD
                    : "If that is meant, run with -D" + RECORD + "=true; see CONTRIBUTING.md"));
  }

  private static List<String> differences(List<String> golden, List<String> lines) {
    Map<String, List<String>> before = sections(golden);
    Map<String, List<String>> after = sections(lines);
    Set<String> heads = new LinkedHashSet<>(before.keySet());
    heads.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String head : heads) {
      List<String> was = before.getOrDefault(head, List.of());
      List<String> is = after.getOrDefault(head, List.of());
      if (!was.equals(is)) {
        differences.add(head);
        List<String> changed = new ArrayList<>();
        was.stream().filter(line -> !is.contains(line)).forEach(line -> changed.add("-" + line));
        is.stream().filter(line -> !was.contains(line)).forEach(line -> changed.add("+" + line));
        differences.addAll(changed.stream().limit(MOST_LINES_OF_A_SECTION).toList());
        if (changed.size() > MOST_LINES_OF_A_SECTION) {
          differences.add(
              "  and %d lines more".formatted(changed.size() - MOST_LINES_OF_A_SECTION));
        }
        if (changed.isEmpty()) {
          differences.add("  the same lines in another order");
        }
      }
    }
    return differences;
  }

  /** By what stands before the colon of their head. */
  private static Map<String, List<String>> sections(List<String> lines) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith(" ") && !line.isEmpty()) {
        section = sections.computeIfAbsent(line.split(":", 2)[0], any -> new ArrayList<>());
      }
      section.add(line);
    }
    return sections;
  }
}
