package io.cardbeam.label;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import java.util.Optional;

/**
 * What one event says a request was: fraud or genuine. A chargeback says fraud; its resolution, be
 * it of a part, says fraud where it is upheld and genuine where it is rejected; a finding says what
 * its verdict is.
 *
 * @param requestId the request's, among those of the event's card; empty where the event names none
 * @param purchaseId of the purchase that is disputed; empty for a finding
 * @param timeMillis event time, milliseconds since 1970 UTC
 */
public record Label(
    String requestId, String purchaseId, long timeMillis, Kind kind, boolean isFraud) {

  /**
   * What kind of event gives it. Of several labels of one instant the later kind holds; by name
   * they have the same order in the view {@code books.authorization_label}.
   */
  public enum Kind {
    CHARGEBACK,
    FINDING,
    RESOLUTION
  }

  /**
   * The label that an event gives a request; none unless it is of one of the three kinds, and none
   * if it names no request, as the dispute of a purchase that never was authorized: such labels of
   * several purchases must not pass for labels of one request.
   */
  public static Optional<Label> of(Event event) {
    return ofAny(event).filter(label -> !label.requestId().isEmpty());
  }

  /** The label that an event gives a request or, where it names none, a purchase. */
  static Optional<Label> ofAny(Event event) {
    return switch (event.type()) {
      case CHARGEBACK -> {
        Chargeback chargeback = event.body(Chargeback.class);
        yield of(
            event,
            chargeback.getAuthorizationId(),
            chargeback.getPurchaseId(),
            Kind.CHARGEBACK,
            true);
      }
      case FRAUD_FINDING -> {
        FraudFinding finding = event.body(FraudFinding.class);
        yield of(
            event,
            finding.getRequestId(),
            "",
            Kind.FINDING,
            finding.getVerdict() == FindingVerdict.FRAUD);
      }
      case CHARGEBACK_RESOLUTION -> {
        ChargebackResolution resolution = event.body(ChargebackResolution.class);
        yield of(
            event,
            resolution.getAuthorizationId(),
            resolution.getPurchaseId(),
            Kind.RESOLUTION,
            resolution.getOutcome() == ChargebackOutcome.UPHELD);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Label> of(
      Event event, String requestId, String purchaseId, Kind kind, boolean isFraud) {
    return Optional.of(new Label(requestId, purchaseId, event.eventTimeMillis(), kind, isFraud));
  }
}
