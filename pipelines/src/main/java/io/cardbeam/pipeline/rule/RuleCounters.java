package io.cardbeam.pipeline.rule;

import io.cardbeam.rule.RuleVerdict;
import java.util.List;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * How often each rule met a request, by rule id: {@code fired/ID} for live ones, {@code shadow/ID}
 * for those that only count, {@code failed/ID} where its condition had no value.
 */
public final class RuleCounters {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "rules";

  private RuleCounters() {}

  /** Counts what rules said on a request. */
  public static void count(RuleVerdict verdict) {
    if (!verdict.isNone()) {
      count("fired/", verdict.fired());
      count("shadow/", verdict.shadowed());
      count("failed/", verdict.failed());
    }
  }

  private static void count(String what, List<String> ids) {
    for (String id : ids) {
      Metrics.counter(NAMESPACE, what + id).inc();
    }
  }
}
