package io.cardbeam.bench.weblog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory over the time of a run.
 *
 * @param samples in order of time
 * @param seconds of the whole run
 */
record MemoryTrace(List<Sample> samples, double seconds) {
  /** Part of the run in which caches fill and classes are loaded. */
  private static final double WARM_UP = 0.25;

  /**
   * A look.
   *
   * @param seconds since the start
   * @param bytes in use
   */
  record Sample(double seconds, long bytes) {}

  /** What {@link HeapSampler} wrote. */
  static MemoryTrace read(Path file, double seconds) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", 2);
      samples.add(new Sample(Double.parseDouble(parts[0]), Long.parseLong(parts[1])));
    }
    return new MemoryTrace(samples, seconds);
  }

  private List<Sample> warm() {
    return samples.stream().filter(sample -> sample.seconds() >= WARM_UP * seconds).toList();
  }

  /** Bytes in use at the first look after the warm-up; 0 without one. */
  long first() {
    return warm().stream().mapToLong(Sample::bytes).findFirst().orElse(0);
  }

  /** Bytes in use at the last look; 0 without one. */
  long last() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).bytes();
  }

  /**
   * How memory grows with the lines, after the warm-up: the slope of a straight line through the
   * samples (least squares), bytes a line.
   *
   * @param lines of the whole run
   */
  double bytesALine(long lines) {
    List<Sample> warm = warm();
    double meanSeconds = warm.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double meanBytes = warm.stream().mapToDouble(Sample::bytes).average().orElse(0);
    double both = 0;
    double squares = 0;
    for (Sample sample : warm) {
      double x = sample.seconds() - meanSeconds;
      both += x * (sample.bytes() - meanBytes);
      squares += x * x;
    }
    return squares == 0 ? 0 : both / squares * seconds / lines;
  }
}
