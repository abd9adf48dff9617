package io.cardbeam.command.replay;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.LakeAddressCounts;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A lake on this machine, by its files: {@code TOPIC/RECORD/date=YYYY-MM-DD/hour=HH/*.avro}.
 *
 * @param hours files of events by the hour of their folder, milliseconds since 1970 UTC
 * @param rules files of rules and lists
 * @param addressCounts files of counts of addresses' cards
 * @param astray files that lie in no folder of an hour, so that nobody knows when to read them
 */
record Archive(
    NavigableMap<Long, List<ArchiveFile>> hours,
    List<RuleFile> rules,
    List<Path> addressCounts,
    List<DeadLetter> astray) {
  private static final Pattern HOUR =
      Pattern.compile("date=([0-9]{4}-[0-9]{2}-[0-9]{2})/hour=([0-9]{2})/[^/]+");

  /** A file of rules or lists. */
  record RuleFile(Path path, Schema schema) {}

  /**
   * Finds what lies in a lake now; files that come later are not seen.
   *
   * @throws IOException if a folder can't be read
   */
  static Archive of(Path root, Set<Topic> topics) throws IOException {
    NavigableMap<Long, List<ArchiveFile>> hours = new TreeMap<>();
    List<DeadLetter> astray = new ArrayList<>();
    for (EventType type : EventType.values()) {
      if (topics.contains(type.topic())) {
        Path folder = root.resolve(LakeFolder.ofType(type));
        for (Path path : avroFiles(folder)) {
          Optional<Long> hour = hourOf(folder.relativize(path));
          if (hour.isPresent()) {
            hours
                .computeIfAbsent(hour.get(), h -> new ArrayList<>())
                .add(new ArchiveFile(path, type, hour.get()));
          } else {
            astray.add(letterOf(path));
          }
        }
      }
    }
    List<RuleFile> rules = new ArrayList<>();
    if (topics.contains(Topic.RULES)) {
      for (Schema schema : LakeRules.SCHEMAS) {
        avroFiles(root.resolve(LakeRules.folder(schema)))
            .forEach(path -> rules.add(new RuleFile(path, schema)));
      }
    }
    List<Path> addressCounts =
        topics.contains(Topic.ADDRESS_COUNTS)
            ? avroFiles(root.resolve(LakeAddressCounts.folder()))
            : List.of();
    return new Archive(hours, List.copyOf(rules), addressCounts, List.copyOf(astray));
  }

  /** Whether there is nothing in it. */
  boolean isEmpty() {
    return hours.isEmpty() && rules.isEmpty() && addressCounts.isEmpty() && astray.isEmpty();
  }

  /** How many files it has. */
  long files() {
    return hours.values().stream().mapToLong(List::size).sum()
        + rules.size()
        + addressCounts.size()
        + astray.size();
  }

  private static List<Path> avroFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".avro"))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static Optional<Long> hourOf(Path belowType) {
    Matcher matcher = HOUR.matcher(belowType.toString().replace('\\', '/'));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Instant.parse(matcher.group(1) + "T" + matcher.group(2) + ":00:00Z").toEpochMilli());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DeadLetter letterOf(Path path) {
    return new DeadLetter(
        path.toString(),
        0L,
        "WRONG_FOLDER",
        "file lies in no folder date=YYYY-MM-DD/hour=HH: move it to that of its events",
        ByteBuffer.allocate(0));
  }
}
