package io.cardbeam.bench.weblog;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the rounds of one reader took.
 *
 * @param reader who read
 * @param rounds one each
 * @param memory of the long run; empty without one
 */
record Reading(Reader reader, List<Round> rounds, List<MemoryTrace> memory) {
  /**
   * A round.
   *
   * @param seconds from the start of the process to its end
   * @param cpuSeconds of all threads
   * @param peakBytes most memory resident
   */
  record Round(double seconds, double cpuSeconds, double peakBytes) {}

  /** The middle of a figure over the rounds; the lower of two. */
  double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  /** Lines a second of the median. */
  double linesPerSecond(long lines) {
    return lines / median(Round::seconds);
  }

  /** Microseconds of CPU a line, of the median. */
  double cpuMicros(long lines) {
    return median(Round::cpuSeconds) * 1e6 / lines;
  }
}
