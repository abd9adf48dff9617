package io.cardbeam.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run counts every input, whatever its target does. */
@Timeout(60)
class FuzzWorkerTest {
  private static final long INPUTS = 50;

  @TempDir private Path folder = Path.of("");
  private Findings findings = new Findings(folder);

  @BeforeEach
  void keepInFolder() {
    findings = new Findings(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInputAtWhichAnErrorIsThrownIsAFindingAndTheRestGoesOn(int threads) throws IOException {
    FuzzResult result =
        run(
            () ->
                reading(
                    input -> {
                      if (input.getLong() % 2 == 0) {
                        throw new AssertionError("a law that Java itself checks");
                      }
                    }),
            threads,
            INPUTS);
    assertThat(result.inputs()).isEqualTo(INPUTS);
    assertThat(result.findings()).isPositive();
    assertThat(result.findings() + result.taken().events()).isEqualTo(INPUTS);
  }

  @Test
  void aTargetThatCantBeMadeEndsTheRunWithItsReason() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                run(
                    () -> {
                      throw new IllegalStateException("no native library");
                    },
                    2,
                    INPUTS))
        .withMessageContaining("no native library");
  }

  @Test
  void anErrorWhileAnInputIsMadeEndsTheRunWithItsReason() {
    Target target =
        new Target() {
          @Override
          public FuzzInput input(long seed) {
            throw new AssertionError("no such record");
          }

          @Override
          public Taken run(byte[] input) {
            return Taken.NOTHING;
          }
        };
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run(() -> target, 2, INPUTS))
        .withMessageContaining("no such record");
  }

  /** The first input hangs until the second is read, which waits for the first one's thread. */
  @Test
  void aThreadThatHungTakesNoInputOnceItGoesOn() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    CompletableFuture<Thread> hung = new CompletableFuture<>();
    CountDownLatch second = new CountDownLatch(1);
    FuzzResult result =
        run(
            () ->
                reading(
                    input -> {
                      int read = reads.incrementAndGet();
                      if (read == 1) {
                        hung.complete(Thread.currentThread());
                        second.await();
                      } else if (read == 2) {
                        second.countDown();
                        hung.get().join();
                      }
                    }),
            1,
            INPUTS);
    assertThat(result.inputs()).isEqualTo(INPUTS);
    assertThat(result.findings()).isEqualTo(1);
    assertThat(result.taken().events()).isEqualTo(INPUTS - 1);
    assertThat(findings.kinds())
        .singleElement()
        .satisfies(kind -> assertThat(kind.words()).contains("hangs for more than 2 s"));
  }

  private interface Reading {
    void read(ByteBuffer input) throws Exception;
  }

  /** Inputs are their seeds. */
  private static Target reading(Reading reading) {
    return new Target() {
      @Override
      public FuzzInput input(long seed) {
        return new FuzzInput(
            ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), Long.toString(seed));
      }

      @Override
      public Taken run(byte[] input) throws Exception {
        reading.read(ByteBuffer.wrap(input));
        return new Taken(1, 0);
      }
    };
  }

  private FuzzResult run(Supplier<Target> targets, int threads, long inputs) throws IOException {
    return new FuzzRun(TargetKind.RECORDS, targets, Duration.ofSeconds(2), inputs, 7, findings)
        .run(threads, System.nanoTime() + TimeUnit.MINUTES.toNanos(1), words -> {});
  }
}
