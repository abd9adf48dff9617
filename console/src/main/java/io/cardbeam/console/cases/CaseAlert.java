package io.cardbeam.console.cases;

import io.cardbeam.event.FindingVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert of a case.
 *
 * @param id key of the request
 * @param time event time
 * @param verdict its label; empty while it is open
 * @param reasons as JSON: an array of code and text
 */
record CaseAlert(
    String id,
    Instant time,
    String outcome,
    double probability,
    long amountMinor,
    String currency,
    String merchantId,
    String merchantName,
    String category,
    String city,
    String state,
    Optional<FindingVerdict> verdict,
    String reasons,
    List<String> reasonCodes) {
  CaseAlert {
    reasonCodes = List.copyOf(reasonCodes);
  }
}
