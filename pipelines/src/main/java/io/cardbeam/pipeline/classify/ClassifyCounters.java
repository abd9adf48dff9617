package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.rule.RuleCounters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** How many requests were answered how. */
public final class ClassifyCounters {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "classify";

  /** Requests that were answered before and got the same answer again. */
  public static final String REPEATED = "repeated";

  /** Requests whose decision was among the events, and stood. */
  public static final String KEPT = "kept";

  /** Decisions among the events that answer no request among them. */
  public static final String ASTRAY = "astray";

  private static final Counter KEPT_COUNTER = Metrics.counter(NAMESPACE, KEPT);
  private static final Counter ASTRAY_COUNTER = Metrics.counter(NAMESPACE, ASTRAY);
  private static final Counter REPEATED_COUNTER = Metrics.counter(NAMESPACE, REPEATED);
  private static final Map<Outcome, Counter> BY_OUTCOME = new EnumMap<>(Outcome.class);

  static {
    for (Outcome outcome : Outcome.values()) {
      BY_OUTCOME.put(outcome, Metrics.counter(NAMESPACE, nameOf(outcome)));
    }
  }

  private ClassifyCounters() {}

  /** Name of the counter of an outcome, for instance {@code approved}. */
  public static String nameOf(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  static void count(CardDesk.Answer answer) {
    if (answer.repeated()) {
      countRepeated(1);
    } else {
      count(answer.decision());
      RuleCounters.count(answer.verdict());
    }
  }

  static void count(AuthorizationDecision decision) {
    Counter counter = BY_OUTCOME.get(decision.getOutcome());
    if (counter != null) {
      counter.inc();
    }
  }

  static void countRepeated(int requests) {
    REPEATED_COUNTER.inc(requests);
  }

  static void countKept(int decisions) {
    KEPT_COUNTER.inc(decisions);
  }

  static void countAstray(int decisions) {
    ASTRAY_COUNTER.inc(decisions);
  }
}
