package io.cardbeam.star;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * What a card's requests have turned out to be: of all that was found on one, the latest holds, at
 * one instant in the order of a card's log. A chargeback of its purchase says fraud, and so does
 * its resolution, be it of a part, unless that rejects it.
 */
final class FraudVerdicts {
  private static final Comparator<Verdict> LATEST =
      Comparator.comparing(Verdict::time).thenComparing(Verdict::type).thenComparing(Verdict::id);

  private final Map<String, Verdict> byRequest = new HashMap<>();

  private record Verdict(Instant time, EventType type, String id, boolean isFraud) {}

  void add(FraudFinding finding) {
    add(
        finding.getRequestId(),
        new Verdict(
            finding.getEventTime(),
            EventType.FRAUD_FINDING,
            finding.getFindingId(),
            finding.getVerdict() == FindingVerdict.FRAUD));
  }

  void add(Chargeback chargeback) {
    add(
        chargeback.getAuthorizationId(),
        new Verdict(
            chargeback.getEventTime(), EventType.CHARGEBACK, chargeback.getChargebackId(), true));
  }

  void add(ChargebackResolution resolution) {
    add(
        resolution.getAuthorizationId(),
        new Verdict(
            resolution.getEventTime(),
            EventType.CHARGEBACK_RESOLUTION,
            resolution.getResolutionId(),
            resolution.getOutcome() == ChargebackOutcome.UPHELD));
  }

  private void add(String requestId, Verdict verdict) {
    byRequest.merge(requestId, verdict, (one, two) -> LATEST.compare(one, two) >= 0 ? one : two);
  }

  /** Whether a request is fraud, by all that was added; not so where nothing was. */
  boolean isFraud(String requestId) {
    Verdict verdict = byRequest.get(requestId);
    return verdict != null && verdict.isFraud();
  }
}
