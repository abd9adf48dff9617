package io.cardbeam.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run: the long one is {@code ./cardbeam bench fuzz}. */
class FuzzRunTest {
  private static final String SEED = "cardbeam.fuzzSeed";
  private static final long INPUTS = 2_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void everyDamagedInputIsReadToItsEnd(TargetKind kind) throws IOException {
    long seed = Long.getLong(SEED, System.nanoTime());
    System.out.println("seed: -D" + SEED + "=" + seed);
    Findings findings = new Findings(folder);
    FuzzResult result = new FuzzRun(kind, INPUTS, seed, findings).run(2, never(), words -> {});
    assertThat(findings.kinds()).as("with seed %d", seed).isEmpty();
    assertThat(result.inputs()).isEqualTo(INPUTS);
    assertThat(result.taken().deadLetters()).isPositive();
    assertThat(result.taken().events()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void theSameSeedGivesTheSameInputs(TargetKind kind) {
    for (long number = 0; number < 200; number++) {
      long seed = FuzzRun.seedOf(5, number);
      FuzzInput one = kind.make().input(seed);
      assertThat(kind.make().input(seed).bytes()).isEqualTo(one.bytes());
      assertThat(kind.make().input(seed).what()).isEqualTo(one.what());
    }
  }

  @Test
  void aFindingIsKeptWithHowToRepeatIt() throws IOException {
    Findings findings = new Findings(folder);
    FuzzInput input = new FuzzInput(new byte[] {1, 2, 3}, "three bytes");
    for (long seed = 1; seed <= 5; seed++) {
      findings.add(
          Finding.of(TargetKind.LAKE_FILES, seed, input, new IllegalStateException("broken")));
    }
    List<Path> files = files();
    assertThat(findings.count()).isEqualTo(5);
    assertThat(findings.kinds()).hasSize(1);
    assertThat(files).hasSize(2 * Findings.MOST_FILES_OF_A_KIND);
    assertThat(Files.readAllBytes(files.get(0))).containsExactly(1, 2, 3);
    assertThat(files.get(1)).content().contains("three bytes", "--repeat " + files.get(0));
    assertThat(Findings.targetOf(files.get(0))).contains(TargetKind.LAKE_FILES);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static long never() {
    return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
  }
}
