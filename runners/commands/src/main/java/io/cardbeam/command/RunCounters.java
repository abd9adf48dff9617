package io.cardbeam.command;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Reads a finished pipeline's counters. */
public final class RunCounters {
  private final PipelineResult result;

  /** The counters of a run that has ended. */
  public RunCounters(PipelineResult result) {
    this.result = result;
  }

  /** Sum of a counter over all steps; 0 if nothing counted. */
  public long sum(String namespace, String name) {
    long sum = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(namespace, name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }
}
