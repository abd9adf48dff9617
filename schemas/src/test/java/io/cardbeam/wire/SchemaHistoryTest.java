package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/** With {@code -Dcardbeam.recordSchemas=true} it writes new versions into the history instead. */
class SchemaHistoryTest {
  private static final Path FOLDER = Path.of("avro", "history");

  @Test
  void todaysSchemasAreInTheHistorySoThatTomorrowCanReadThem() throws IOException {
    if (Boolean.getBoolean("cardbeam.recordSchemas")) {
      recordNewVersions();
      return;
    }
    assertThat(SchemaHistory.earlierVersions())
        .as("schema changed: run mvn -pl schemas clean test -Dcardbeam.recordSchemas=true")
        .containsAll(WireCodec.currentSchemas());
  }

  @Test
  void everyReleasedVersionCanBeReadAsToday() throws IOException {
    if (Boolean.getBoolean("cardbeam.recordSchemas")) {
      return;
    }
    List<Schema> history = SchemaHistory.earlierVersions();
    assertThat(history).isNotEmpty();
    for (Schema earlier : history) {
      Schema today =
          WireCodec.currentSchemas().stream()
              .filter(s -> s.getFullName().equals(earlier.getFullName()))
              .findFirst()
              .orElseThrow();
      var result = SchemaCompatibility.checkReaderWriterCompatibility(today, earlier);
      assertThat(result.getType())
          .as(() -> earlier.getName() + ": " + result.getResult().getIncompatibilities())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  private static void recordNewVersions() throws IOException {
    Path index = FOLDER.resolve("index");
    List<String> names =
        new ArrayList<>(Files.exists(index) ? Files.readAllLines(index) : List.of());
    List<Schema> known = new ArrayList<>();
    for (String name : names) {
      known.add(new Schema.Parser().parse(FOLDER.resolve(name).toFile()));
    }
    for (Schema today : WireCodec.currentSchemas()) {
      if (!known.contains(today)) {
        long version =
            1 + known.stream().filter(s -> s.getFullName().equals(today.getFullName())).count();
        String name = today.getName() + "." + version + ".avsc";
        Files.writeString(FOLDER.resolve(name), today.toString(true) + "\n");
        names.add(name);
      }
    }
    Files.write(index, names);
  }
}
