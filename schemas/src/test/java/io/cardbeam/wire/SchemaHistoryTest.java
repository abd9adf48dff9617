package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** With {@code -Dcardbeam.recordSchemas=true} it writes new versions into the history instead. */
class SchemaHistoryTest {
  private static final Path FOLDER = Path.of("avro", "history");
  private static final String RECORD = "cardbeam.recordSchemas";
  private static final int OLDER_VERSIONS = 3;

  /** Contracts that have been what they are since they came. */
  private static final Set<EventType> ONE_VERSION =
      Set.of(
          EventType.FRAUD_FINDING,
          EventType.CHARGEBACK_RESOLUTION,
          EventType.PAYMENT_RETURNED,
          EventType.TRANSACTION_EXCEPTION,
          EventType.LEDGER_TRANSFER);

  @Test
  void todaysSchemasAreInTheHistorySoThatTomorrowCanReadThem() throws IOException {
    if (Boolean.getBoolean(RECORD)) {
      recordToday();
      return;
    }
    for (Schema today : WireCodec.currentSchemas()) {
      List<SchemaHistory.Version> versions = versions(today);
      assertThat(versions)
          .as("%s changed: run mvn -pl schemas clean test -D%s=true", today.getName(), RECORD)
          .last()
          .extracting(version -> version.schema().toString())
          .isEqualTo(today.toString());
      assertThat(versions)
          .as(today.getName())
          .extracting(SchemaHistory.Version::number)
          .isEqualTo(countedFromOne(versions.size()));
    }
  }

  @Test
  void everyVersionCanBeReadAsTodayOrTheBuildFailsWithTheNameOfTheField() throws IOException {
    if (Boolean.getBoolean(RECORD)) {
      return;
    }
    SchemaEvolution evolution = new SchemaEvolution(dropped());
    List<String> problems = new ArrayList<>();
    for (Schema today : WireCodec.currentSchemas()) {
      for (SchemaHistory.Version version : versions(today)) {
        problems.addAll(evolution.problems(today, version));
      }
    }
    assertThat(String.join("\n", problems)).isEmpty();
  }

  @Test
  void whatIsSaidToBeDroppedIsInSomeVersionAndNotInToday() throws IOException {
    Set<String> gone = new HashSet<>();
    for (Schema today : WireCodec.currentSchemas()) {
      for (SchemaHistory.Version version : versions(today)) {
        new SchemaEvolution(Set.of())
            .problems(today, version).stream()
                .map(line -> line.replaceAll(".*add the line (\\S+) to .*", "$1"))
                .forEach(gone::add);
      }
    }
    assertThat(gone).isEqualTo(dropped());
  }

  @Test
  void theMainContractsHaveThreeOlderVersions() {
    for (EventType type : EventType.values()) {
      if (!ONE_VERSION.contains(type)) {
        List<SchemaHistory.Version> versions = versions(type.schema());
        assertThat(versions).as(type.name()).hasSizeGreaterThan(OLDER_VERSIONS);
        assertThat(versions)
            .extracting(version -> SchemaNormalization.parsingFingerprint64(version.schema()))
            .doesNotHaveDuplicates();
      }
    }
  }

  private static Set<String> dropped() throws IOException {
    return new HashSet<>(Files.readAllLines(FOLDER.resolve("dropped")));
  }

  private static List<SchemaHistory.Version> versions(Schema contract) {
    return SchemaHistory.versions().stream()
        .filter(version -> version.schema().getFullName().equals(contract.getFullName()))
        .toList();
  }

  private static List<Integer> countedFromOne(int count) {
    return java.util.stream.IntStream.rangeClosed(1, count).boxed().toList();
  }

  /**
   * What only says more of the same form (an alias, a default, a doc) goes into the version that
   * there is, since bytes tell a version by its form; another form is another version.
   */
  private static void recordToday() throws IOException {
    Path index = FOLDER.resolve("index");
    List<String> files = new ArrayList<>(Files.readAllLines(index));
    List<SchemaHistory.Version> known = new ArrayList<>();
    for (String file : files) {
      Schema schema = new Schema.Parser().parse(FOLDER.resolve(file).toFile());
      known.add(SchemaHistory.Version.of(file, schema));
    }
    for (Schema today : WireCodec.currentSchemas()) {
      List<SchemaHistory.Version> versions =
          known.stream().filter(v -> v.schema().getFullName().equals(today.getFullName())).toList();
      Optional<SchemaHistory.Version> sameForm =
          versions.stream().filter(v -> fingerprint(v.schema()) == fingerprint(today)).findFirst();
      String file =
          sameForm
                  .map(SchemaHistory.Version::name)
                  .orElse(today.getName() + "." + (versions.size() + 1))
              + ".avsc";
      if (!files.contains(file)) {
        files.add(file);
      }
      Files.writeString(FOLDER.resolve(file), today.toString(true) + "\n");
    }
    Files.write(index, files);
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
