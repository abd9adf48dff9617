package io.cardbeam.bench;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What came of one benchmark.
 *
 * @param meanMicros microseconds a call, of calls in a row
 * @param medianMicros microseconds a call, of calls timed one by one
 * @param p99Micros 99th percentile of them
 * @param p999Micros 99.9th percentile of them
 * @param bytes allocated a call
 */
record Figures(
    double meanMicros, double medianMicros, double p99Micros, double p999Micros, double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Figures of JMH runs in both modes, in microseconds, with the gc profiler. */
  static Figures of(Collection<RunResult> results) {
    RunResult average = of(Mode.AverageTime, results);
    Statistics samples = of(Mode.SampleTime, results).getPrimaryResult().getStatistics();
    return new Figures(
        average.getPrimaryResult().getScore(),
        samples.getPercentile(50),
        samples.getPercentile(99),
        samples.getPercentile(99.9),
        bytes(average.getSecondaryResults()));
  }

  private static double bytes(Map<String, ?> byProfilers) {
    for (Map.Entry<String, ?> entry : byProfilers.entrySet()) {
      if (entry.getKey().endsWith(ALLOCATED) && entry.getValue() instanceof Result<?> result) {
        return result.getScore();
      }
    }
    throw new IllegalStateException("no " + ALLOCATED + " among " + byProfilers.keySet());
  }

  private static RunResult of(Mode mode, Collection<RunResult> results) {
    return results.stream()
        .filter(result -> result.getParams().getMode() == mode)
        .findFirst()
        .orElseThrow();
  }
}
