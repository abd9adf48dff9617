package io.cardbeam.flink.golden;

import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A lake of events: of each type a file a month, which is quicker to read than one an hour. */
final class GoldenLake {
  private GoldenLake() {}

  /**
   * Writes them; what others wrote stays.
   *
   * @param prefix of the files' names
   */
  static void write(Path lake, String prefix, Iterable<Event> events) throws IOException {
    Map<String, List<Event>> byFile = new TreeMap<>();
    for (Event event : events) {
      YearMonth month =
          YearMonth.from(Instant.ofEpochMilli(event.eventTimeMillis()).atOffset(ZoneOffset.UTC));
      byFile
          .computeIfAbsent(
              LakeFolder.ofType(event.type()) + "/" + prefix + month + ".avro",
              any -> new ArrayList<>())
          .add(event);
    }
    for (Map.Entry<String, List<Event>> file : byFile.entrySet()) {
      Path path = lake.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      try (OutputStream out = Files.newOutputStream(path)) {
        LakeFileWriter.write(file.getValue(), out);
      }
    }
  }
}
