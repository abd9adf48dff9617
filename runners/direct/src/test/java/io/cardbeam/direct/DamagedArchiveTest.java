package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.ReconcileCommand;
import io.cardbeam.command.StatementsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of a lake of which a file is lost in part. */
class DamagedArchiveTest {
  @TempDir Path folder;
  private Path lake;

  @BeforeEach
  void copyLake() throws IOException {
    lake = folder.resolve("lake");
    FileUtils.copyDirectory(StarOfSample.SAMPLES.resolve("lake").toFile(), lake.toFile());
  }

  @Test
  void nothingIsCorrectedForWantOfADamagedFilesEvents() throws IOException {
    assertThat(statements().exit()).isZero();
    Path file = aFileOfPurchases();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    for (StarOfSample.Answer blind : List.of(statements("--preview"), statements(), reconcile())) {
      assertThat(blind.exit()).isEqualTo(1);
      assertThat(blind.err()).contains("1 file(s) of the archive are damaged", file.toString());
    }
    Files.write(file, whole);
    JsonNode account = new ObjectMapper().readTree(statements("--json").out());
    assertThat(account.path("corrected").asLong()).isZero();
    assertThat(account.path("unchanged").asLong()).isPositive();
    assertThat(reconcile().exit()).isZero();
  }

  private Path aFileOfPurchases() throws IOException {
    try (Stream<Path> files = Files.walk(lake.resolve("transactions/Purchase"))) {
      return files.filter(file -> file.toString().endsWith(".avro")).sorted().toList().get(0);
    }
  }

  private StarOfSample.Answer statements(String... more) {
    List<String> args = arguments("--output=");
    args.add("--complete-until=2025-09-01");
    args.addAll(List.of(more));
    return StarOfSample.run(new StatementsCommand(), args);
  }

  private StarOfSample.Answer reconcile() {
    return StarOfSample.run(new ReconcileCommand(), arguments("--statements="));
  }

  private List<String> arguments(String bills) {
    return new ArrayList<>(
        List.of(
            "--runner=direct",
            "--input=" + lake,
            "--month=2025-03..2025-08",
            bills + folder.resolve("bills")));
  }
}
