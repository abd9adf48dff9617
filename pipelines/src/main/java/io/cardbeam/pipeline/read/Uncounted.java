package io.cardbeam.pipeline.read;

import org.apache.beam.sdk.metrics.BoundedTrie;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.StringSet;

/**
 * Takes a source's metrics and keeps none. Beam's Flink runner copies all metrics of a source into
 * Flink's after each record, while those of other steps are copied once a bundle; what a step after
 * the source counts is therefore far cheaper, and says the same.
 */
final class Uncounted implements MetricsContainer {
  private static final long serialVersionUID = 1L;

  /** One for all: a metric is asked for at each of its changes. */
  private static final Nothing NOTHING = new Nothing(MetricName.named(Uncounted.class, "nothing"));

  @Override
  public Counter getCounter(MetricName name) {
    return NOTHING;
  }

  @Override
  public Distribution getDistribution(MetricName name) {
    return NOTHING;
  }

  @Override
  public Gauge getGauge(MetricName name) {
    return NOTHING;
  }

  @Override
  public StringSet getStringSet(MetricName name) {
    return NOTHING;
  }

  @Override
  public BoundedTrie getBoundedTrie(MetricName name) {
    return NOTHING;
  }

  private record Nothing(MetricName getName)
      implements Counter, Distribution, Gauge, StringSet, BoundedTrie {
    @Override
    public void inc() {}

    @Override
    public void inc(long n) {}

    @Override
    public void dec() {}

    @Override
    public void dec(long n) {}

    @Override
    public void update(long value) {}

    @Override
    public void update(long sum, long count, long min, long max) {}

    @Override
    public void set(long value) {}

    @Override
    public void add(String value) {}

    @Override
    public void add(String... values) {}

    @Override
    public void add(Iterable<String> values) {}
  }
}
