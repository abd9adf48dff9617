package io.cardbeam.console.cases;

import io.cardbeam.console.database.Retention;
import io.cardbeam.console.database.Retention.Rule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Deletes what was closed long ago. */
final class CaseRetention {
  /** How long a closed case is kept, with all that belongs to it. Others are kept. */
  static final Duration CLOSED = Duration.ofDays(400);

  private static final String CASES =
      """
      DELETE FROM cases.fraud_case WHERE case_id IN (
        SELECT case_id FROM cases.fraud_case WHERE closed_at < ? ORDER BY closed_at LIMIT ?)
      """;

  private CaseRetention() {}

  static Retention by(InstantSource clock) {
    return new Retention(clock, List.of(new Rule(CLOSED, CASES)));
  }
}
