package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** What {@link MakeStatements} counts, for the account of a run. */
public final class StatementCounters {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "statements";

  /** Statements made. */
  public static final String STATEMENTS = "statements";

  /** Purchases on them. */
  public static final String PURCHASES = "purchases";

  /** Payments, refunds and chargebacks on them. */
  public static final String CREDITS = "credits";

  private static final Counter STATEMENT_COUNT = Metrics.counter(NAMESPACE, STATEMENTS);
  private static final Counter PURCHASE_COUNT = Metrics.counter(NAMESPACE, PURCHASES);
  private static final Counter CREDIT_COUNT = Metrics.counter(NAMESPACE, CREDITS);

  private StatementCounters() {}

  static void count(Statement statement) {
    STATEMENT_COUNT.inc();
    PURCHASE_COUNT.inc(statement.purchases().size());
    CREDIT_COUNT.inc(statement.credits().size());
  }
}
