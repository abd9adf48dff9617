package io.cardbeam.command;

import java.util.OptionalLong;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Reads a finished pipeline's counters. */
public final class RunCounters {
  private final PipelineResult result;

  public RunCounters(PipelineResult result) {
    this.result = result;
  }

  /** The largest value of a distribution over all steps; empty if there was none. */
  public OptionalLong largest(String namespace, String name) {
    OptionalLong largest = OptionalLong.empty();
    for (MetricResult<DistributionResult> one :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(namespace, name))
                    .build())
            .getDistributions()) {
      DistributionResult values = one.getAttempted();
      if (values.getCount() > 0) {
        largest = OptionalLong.of(Math.max(largest.orElse(Long.MIN_VALUE), values.getMax()));
      }
    }
    return largest;
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
