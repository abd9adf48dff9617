package io.cardbeam.pipeline.publish;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.pipeline.Decided;
import org.jspecify.annotations.Nullable;

/** Which decisions an analyst should look at, and what they are shown. */
final class Alerts {
  private Alerts() {}

  static boolean isDue(Decided decided) {
    return Boolean.TRUE.equals(decided.decision().getAlertRaised());
  }

  static FraudAlert of(Decided decided) {
    AuthorizationRequest request = decided.request();
    return new FraudAlert(
        request.getRequestId(),
        request.getCardToken(),
        request.getEventTime(),
        decided.decision().getOutcome(),
        decided.decision().getFraudProbability(),
        request.getAmountMinor(),
        request.getCurrency(),
        request.getMerchantId(),
        request.getMerchantName(),
        request.getCategory(),
        decided.card().lastFour(),
        place(request.getMerchantLatitude(), decided.card().latitude()),
        place(request.getMerchantLongitude(), decided.card().longitude()),
        decided.city(),
        decided.state(),
        decided.decision().getReasons());
  }

  private static @Nullable Double place(@Nullable Double purchase, double home) {
    if (purchase != null) {
      return purchase;
    }
    return Double.isNaN(home) ? null : home;
  }
}
