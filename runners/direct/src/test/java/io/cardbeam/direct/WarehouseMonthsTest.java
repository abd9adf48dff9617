package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.SimulateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds of some months, and builds that don't come to be. */
class WarehouseMonthsTest {
  @TempDir Path folder;
  private Path input;
  private Path warehouse;

  @BeforeEach
  void build() {
    input = folder.resolve("some-months.csv");
    assertThat(
            StarOfSample.run(
                    new SimulateCommand(),
                    List.of(
                        "--cards=8",
                        "--transactions=800",
                        "--token-key=" + StarOfSample.TOKEN_KEY,
                        "--output=" + input))
                .exit())
        .isZero();
    warehouse = folder.resolve("star");
    assertThat(again().exit()).isZero();
  }

  private StarOfSample.Answer again(String... more) {
    return StarOfSample.buildOf(input, warehouse, more);
  }

  @Test
  void aMonthBuiltAgainIsTheSameBytesAndTheOthersAreTheSameFiles() throws Exception {
    Map<String, byte[]> before = files();
    String month = firstMonth();
    Object otherFile = fileKey("fact_authorization", month, false);
    assertThat(again("--from", month, "--to", month).exit()).isZero();
    assertThat(again("--from", month, "--to", month).exit()).isZero();
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
    assertThat(fileKey("fact_authorization", month, false)).isEqualTo(otherFile);
    assertThat(again().exit()).isZero();
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aBuildThatFailsItsTestsIsNotPublished() throws Exception {
    Path other = folder.resolve("other.csv");
    // Another card's later rows: the months that stay are then of members that are not there.
    Files.writeString(
        other,
        ",trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,"
            + "zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,is_fraud\n"
            + "0,2030-01-05 09:30:00,9990004455667788,fraud_Shop,home,9.99,Ann,Lee,F,1 Main St,"
            + "Akron,OH,44301,41.08,-81.52,190000,Baker,1980-02-29,t-1,1893835800,41.1,-81.5,0\n");
    Map<String, byte[]> before = files();
    StarOfSample.Answer answer =
        StarOfSample.buildOf(other, warehouse, "--from", "2030-01", "--to", "2030-01");
    assertThat(answer.exit()).as(answer.err()).isEqualTo(1);
    assertThat(answer.out())
        .contains("FAILED  fact_authorization: each card_key is in dim_card")
        .contains("NO: what was stays");
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
  }

  /** Another process, killed while it writes: readers see what was, and the next build is whole. */
  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void aBuildThatIsKilledLeavesWhatWas() throws Exception {
    Map<String, byte[]> before = files();
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "warehouse",
                "--runner=direct",
                "--input=" + input,
                "--token-key=" + StarOfSample.TOKEN_KEY,
                "--output=" + warehouse)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    while (process.isAlive() && !hasBegunToWrite()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).as("%s", Files.readString(said)).isEqualTo(128 + 9);
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
    assertThat(again().exit()).isZero();
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
    assertThat(parts()).isEmpty();
  }

  private boolean hasBegunToWrite() throws IOException {
    for (Path part : parts()) {
      try (Stream<Path> files = Files.walk(part)) {
        if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> builds = Files.list(warehouse.resolve(".builds"))) {
      return builds.filter(build -> build.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void saysInOneLineWhichMonthsCantBe() {
    assertThat(again("--from", "2020-13").err()).startsWith("--from: 2020-13 is no month");
    assertThat(again("--from", "2020-02", "--to", "2020-01").exit()).isEqualTo(2);
    assertThat(again("--full", "--to", "2020-01").exit()).isEqualTo(2);
  }

  private String firstMonth() throws IOException {
    try (Stream<Path> months = Files.list(warehouse.resolve("fact_authorization"))) {
      return months
          .map(month -> month.getFileName().toString())
          .sorted()
          .findFirst()
          .orElseThrow()
          .substring("month=".length());
    }
  }

  private Object fileKey(String table, String month, boolean ofThisMonth) throws IOException {
    try (Stream<Path> files = Files.walk(warehouse.resolve(table).toRealPath())) {
      Path file =
          files
              .filter(it -> it.toString().endsWith(".parquet"))
              .filter(it -> it.toString().contains("month=" + month) == ofThisMonth)
              .sorted()
              .findFirst()
              .orElseThrow();
      return Files.getAttribute(file, "unix:ino");
    }
  }

  private Map<String, byte[]> files() throws IOException {
    Path build = warehouse.resolve("current").toRealPath();
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(build)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(build.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    assertThat(contents).hasSizeGreaterThan(12);
    return contents;
  }
}
