package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StatementTable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** What is counted of statements, for the account of a run. */
public final class StatementCounters {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "statements";

  /** Statements issued for the first time. */
  public static final String ISSUED = "issued";

  /** Statements issued to correct one that was issued. */
  public static final String CORRECTED = "corrected";

  /** Statements issued before, which are as they were. */
  public static final String UNCHANGED = "unchanged";

  static final Counter ISSUED_COUNT = Metrics.counter(NAMESPACE, ISSUED);
  static final Counter CORRECTED_COUNT = Metrics.counter(NAMESPACE, CORRECTED);
  static final Counter UNCHANGED_COUNT = Metrics.counter(NAMESPACE, UNCHANGED);

  private static final Map<StatementSection, Counter> LINE_COUNTS =
      new EnumMap<>(StatementSection.class);
  private static final Map<StatementTable, Counter> ROW_COUNTS =
      new EnumMap<>(StatementTable.class);

  static {
    for (StatementSection section : StatementSection.values()) {
      LINE_COUNTS.put(section, Metrics.counter(NAMESPACE, nameOf(section)));
    }
    for (StatementTable table : StatementTable.values()) {
      ROW_COUNTS.put(table, Metrics.counter(NAMESPACE, nameOf(table)));
    }
  }

  private StatementCounters() {}

  /** Name of the counter of a section's lines on the statements that were counted. */
  public static String nameOf(StatementSection section) {
    return section.name().toLowerCase(Locale.ROOT);
  }

  /** Name of the counter of the rows written to a table. */
  public static String nameOf(StatementTable table) {
    return table.tableName() + "_rows";
  }

  /** Counts a statement among those of its kind, and its lines. */
  static void count(Counter kind, Statement statement) {
    kind.inc();
    LINE_COUNTS.forEach((section, counter) -> counter.inc(statement.lines(section).size()));
  }

  static void count(StatementTable table, int rows) {
    Counter counter = ROW_COUNTS.get(table);
    if (counter != null) {
      counter.inc(rows);
    }
  }
}
