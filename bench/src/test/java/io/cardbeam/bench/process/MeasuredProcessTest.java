package io.cardbeam.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path logs;

  @Test
  void tellsWhatAProcessSaidAndTook() throws IOException {
    MeasuredProcess run =
        MeasuredProcess.run(
            List.of("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $i"),
            logs,
            PATIENCE);
    assertThat(run.said().strip()).isEqualTo("300000");
    assertThat(run.wallSeconds()).isPositive();
    assertThat(run.cpuSeconds()).isBetween(0.0, run.wallSeconds() + 1);
    assertThat(run.peakBytes().orElse(100_000)).isBetween(10_000L, 1L << 30);
  }

  @Test
  void tellsWhyAProcessFailed() {
    assertThatThrownBy(
            () ->
                MeasuredProcess.run(
                    List.of("sh", "-c", "echo no room >&2; exit 3"), logs, PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no room");
  }

  @Test
  void endsAProcessThatTakesTooLong() {
    assertThatThrownBy(
            () ->
                MeasuredProcess.run(
                    List.of("sh", "-c", "while :; do :; done"), logs, Duration.ofMillis(200)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not end");
  }
}
