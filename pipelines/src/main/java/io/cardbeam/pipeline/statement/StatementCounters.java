package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** What {@link MakeStatements} counts, for the account of a run. */
public final class StatementCounters {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "statements";

  /** Statements made. */
  public static final String STATEMENTS = "statements";

  private static final Counter STATEMENT_COUNT = Metrics.counter(NAMESPACE, STATEMENTS);
  private static final Map<StatementSection, Counter> LINE_COUNTS =
      new EnumMap<>(StatementSection.class);

  static {
    for (StatementSection section : StatementSection.values()) {
      LINE_COUNTS.put(section, Metrics.counter(NAMESPACE, nameOf(section)));
    }
  }

  private StatementCounters() {}

  /** Name of the counter of a section's lines. */
  public static String nameOf(StatementSection section) {
    return section.name().toLowerCase(Locale.ROOT);
  }

  static void count(Statement statement) {
    STATEMENT_COUNT.inc();
    LINE_COUNTS.forEach((section, counter) -> counter.inc(statement.lines(section).size()));
  }
}
