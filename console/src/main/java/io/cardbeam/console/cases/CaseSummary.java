package io.cardbeam.console.cases;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A case as the queue shows it.
 *
 * @param version that the next act must name
 * @param openedAt by the clock
 * @param newest its newest alert, by event time
 * @param highestAmount in units, whatever the currency
 */
record CaseSummary(
    long id,
    String cardToken,
    String lastFour,
    CaseStatus status,
    Optional<Instant> snoozedUntil,
    Optional<String> assignee,
    long version,
    Instant openedAt,
    Optional<Instant> closedAt,
    int alertCount,
    LabelCounts labels,
    double highestProbability,
    BigDecimal highestAmount,
    CaseAlert newest) {
  /** What its acts' records are found by in the outbox. */
  String origin() {
    return "case " + id;
  }
}
