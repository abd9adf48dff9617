package io.cardbeam.bench.gateway;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Times of answers, milliseconds.
 *
 * @param answers how many
 */
record Latency(long answers, double p50, double p99, double p999, double max) {
  private static final double MICROS = TimeUnit.MILLISECONDS.toMicros(1);

  static Latency of(Histogram micros) {
    return new Latency(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS,
        micros.getValueAtPercentile(99) / MICROS,
        micros.getValueAtPercentile(99.9) / MICROS,
        micros.getMaxValue() / MICROS);
  }
}
