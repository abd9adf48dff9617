package io.cardbeam.bench.weblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.bench.weblog.MemoryTrace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTraceTest {
  private static final long LINES = 1_000_000;
  private static final int SECONDS = 100;

  private static MemoryTrace growing(long bytesASecond) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= SECONDS; i += 2) {
      long warmUp = i < SECONDS / 4 ? -500_000_000 : 0;
      long noise = i % 4 == 0 ? 1_000 : -1_000;
      samples.add(new Sample(i, 1_000_000_000 + warmUp + bytesASecond * i + noise));
    }
    return new MemoryTrace(samples, SECONDS);
  }

  @Test
  void findsTheSlopeAfterTheWarmUp() {
    assertThat(growing(0).bytesALine(LINES)).isCloseTo(0, within(0.01));
    assertThat(growing(1_000_000).bytesALine(LINES)).isCloseTo(100, within(0.01));
  }

  @Test
  void hasNoneWithoutSamples() {
    assertThat(new MemoryTrace(List.of(), 1).bytesALine(LINES)).isZero();
    assertThat(new MemoryTrace(List.of(), 1).last()).isZero();
  }
}
